/**
 * The portal's drawings, by the name that a screen reader says: simple shapes that differ even without colour (A11Y-3).
 */
const dot = (x, y, r, fill = '#1d2b3a') => `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`
const oval = (x, y, rx, ry, fill) => `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}"/>`
const area = (d, fill) => `<path d="${d}" fill="${fill}"/>`
const line = (d, width = 3, stroke = '#1d2b3a') =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`
const box = (x, y, width, height, fill, r = 0) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${r}" fill="${fill}"/>`

const EYES = dot(25, 31, 3) + dot(39, 31, 3)
const face = (fill, ears, more) => ears + dot(32, 35, 20, fill) + EYES + more
const SMILE = line('M27 43q5 5 10 0', 2.5)
const NOSE = oval(32, 38, 3.5, 2.5, '#1d2b3a') + SMILE

/** The pictures by which pupils are known at school, besides their names. */
export const ANIMALS = {
  beer: face('#a9713f', dot(16, 19, 8, '#a9713f') + dot(48, 19, 8, '#a9713f'), oval(32, 41, 9, 7, '#e2bd94') + NOSE),
  kat: face('#e9a13b', area('M13 30V8l15 9zM51 30V8l-15 9z', '#e9a13b'), NOSE + line('M8 38h10M46 38h10M9 45l9-2M46 43l9 2', 2)),
  konijn: face('#c9ced6', oval(24, 14, 5, 14, '#c9ced6') + oval(40, 14, 5, 14, '#c9ced6'), NOSE + box(29, 45, 6, 6, '#fff', 1)),
  muis: face('#9aa5b5', dot(13, 19, 11, '#9aa5b5') + dot(51, 19, 11, '#9aa5b5') + dot(13, 19, 6, '#f3b6c0') + dot(51, 19, 6, '#f3b6c0'), NOSE),
  varken: face('#f2a3b3', area('M14 24l2-14 12 8zM50 24l-2-14-12 8z', '#e27d93'), oval(32, 41, 9, 6, '#e27d93') + dot(29, 41, 2) + dot(35, 41, 2)),
  kikker: area('M12 20h40v20H12z', '#5cab4a') + dot(20, 20, 9, '#5cab4a') + dot(44, 20, 9, '#5cab4a') + oval(32, 38, 24, 17, '#5cab4a') + dot(20, 20, 6, '#fff') + dot(44, 20, 6, '#fff') + dot(20, 20, 3) + dot(44, 20, 3) + line('M18 42q14 10 28 0'),
  vos: area('M10 8l12 10h20L54 8l2 24-24 24L8 32z', '#dd6b2c') + area('M10 34l22 22 22-22-14 6-8 6-8-6z', '#fff') + EYES + dot(32, 51, 3.5),
  panda: face('#fff', dot(15, 18, 8) + dot(49, 18, 8), oval(24, 32, 6, 7, '#1d2b3a') + oval(40, 32, 6, 7, '#1d2b3a') + dot(25, 31, 2, '#fff') + dot(39, 31, 2, '#fff') + NOSE) + `<circle cx="32" cy="35" r="20" fill="none" stroke="#1d2b3a" stroke-width="2"/>`,
  leeuw: dot(32, 34, 27, '#b5651d') + face('#f0b94d', '', NOSE + line('M12 18l-6-6M52 18l6-6M32 7V3', 4, '#b5651d')),
  uil: oval(32, 36, 21, 24, '#8a6a4f') + area('M14 22L12 6l14 10zM50 22l2-16-14 10z', '#8a6a4f') + dot(23, 29, 9, '#fff') + dot(41, 29, 9, '#fff') + dot(23, 29, 4) + dot(41, 29, 4) + area('M28 36h8l-4 8z', '#e9a13b'),
  hond: face('#d8b98c', '', oval(11, 34, 7, 15, '#8a5a33') + oval(53, 34, 7, 15, '#8a5a33') + NOSE + oval(32, 50, 4, 5, '#e27d93')),
  pinguin: oval(32, 34, 22, 27, '#2c3e57') + oval(32, 38, 15, 20, '#fff') + EYES + area('M25 36h14l-7 8z', '#e9a13b'),
}

/** The passwords of pupils who cannot write one yet. */
export const PASSWORD_PICTURES = {
  zon: dot(32, 32, 14, '#f2b632') + line('M32 6v7M32 51v7M6 32h7M51 32h7M14 14l5 5M45 45l5 5M50 14l-5 5M19 45l-5 5', 4, '#f2b632'),
  maan: area('M42 8a25 25 0 1 0 12 36A22 22 0 0 1 42 8z', '#8fa3c7'),
  ster: area('M32 5l8 18 19 2-14 13 4 20-17-10-17 10 4-20L5 25l19-2z', '#f2b632'),
  boom: box(28, 38, 8, 22, '#8a5a33') + dot(32, 23, 19, '#4f9a45') + dot(20, 32, 10, '#4f9a45') + dot(44, 32, 10, '#4f9a45'),
  huis: box(14, 30, 36, 28, '#e8c89a') + area('M6 32L32 8l26 24z', '#c4472f') + box(27, 42, 10, 16, '#8a5a33'),
  bal: dot(32, 32, 25, '#d8412f') + line('M7 32q25-16 50 0M7 32q25 16 50 0', 4, '#fff'),
  boot: area('M6 44h52l-9 14H15z', '#a9713f') + area('M34 6v34h20z', '#3f7fbf') + line('M32 4v40', 4),
  vis: oval(28, 32, 20, 13, '#3f9fa8') + area('M44 32l16-13v26z', '#3f9fa8') + dot(19, 29, 3) + line('M31 22q6 10 0 20'),
  hart: area('M32 57C4 36 6 10 22 10q8 0 10 9 2-9 10-9c16 0 18 26-10 47z', '#cf3f55'),
  wolk: dot(20, 38, 12, '#8fb3d6') + dot(33, 28, 15, '#8fb3d6') + dot(46, 38, 11, '#8fb3d6') + box(20, 38, 26, 12, '#8fb3d6'),
  sleutel: `<circle cx="20" cy="22" r="12" fill="none" stroke="#b58a1f" stroke-width="7"/>` + line('M29 31l25 25M46 48l7-7M39 41l6-6', 6, '#b58a1f'),
  beker: area('M12 16h32v32q0 10-10 10H22q-10 0-10-10z', '#7a5fb0') + line('M44 24q14 0 12 10t-12 8', 5, '#7a5fb0'),
  bloem: line('M32 34v26', 5, '#4f9a45') + dot(32, 12, 9, '#d9548a') + dot(46, 22, 9, '#d9548a') + dot(41, 38, 9, '#d9548a') + dot(23, 38, 9, '#d9548a') + dot(18, 22, 9, '#d9548a') + dot(32, 26, 8, '#f2b632'),
  vlag: line('M14 6v54', 5) + area('M16 8h42l-10 14 10 14H16z', '#d8412f'),
  paddenstoel: area('M22 34h20l3 24H19z', '#f0dcc0') + area('M5 36a27 27 0 0 1 54 0z', '#cf3f3f') + dot(22, 26, 4, '#fff') + dot(36, 18, 5, '#fff') + dot(46, 29, 4, '#fff'),
  paraplu: area('M5 34a27 27 0 0 1 54 0z', '#3f7fbf') + line('M32 4v44q0 9 8 9t8-8', 4),
}

const SUBJECTS = {
  rekenen: box(10, 6, 44, 52, '#fff', 6) + line('M18 22h12M24 16v12M36 22h12M18 46h12M36 42h12M36 50h12', 4),
  taal: area('M8 10h48v34H30L18 56V44H8z', '#fff') + line('M18 22h28M18 32h18', 4),
  lezen: area('M32 16Q20 8 6 12v40q14-4 26 4 12-8 26-4V12Q44 8 32 16z', '#fff') + line('M32 16v40'),
  topografie: dot(32, 32, 25, '#fff') + line('M7 32h50M32 7q-22 25 0 50M32 7q22 25 0 50', 3),
}

const CHILD = (x, hair, shirt) =>
  area(`M${x - 16} 120v-18q0-16 16-16t16 16v18z`, shirt) + dot(x, 70, 15, '#f3cfa8') + area(`M${x - 16} 68a16 16 0 0 1 32 0q-16-10-32 0z`, hair) + dot(x - 5, 72, 2) + dot(x + 5, 72, 2) + line(`M${x - 5} 78q5 4 10 0`, 2)
const SCENE =
  box(0, 0, 320, 160, '#cfe6f3') + dot(285, 30, 18, '#f2b632') + box(0, 140, 320, 20, '#8fbf73') + box(40, 40, 240, 104, '#e8c89a') + area('M20 48L160 2l140 46z', '#c4472f') +
  box(66, 52, 188, 68, '#fdf6e3', 6) + CHILD(120, '#5a3a22', '#3f7fbf') + CHILD(200, '#d8a13b', '#d9548a') + box(136, 100, 48, 20, '#2c3e57', 3) + box(60, 118, 200, 8, '#8a5a33')

const drawn = (body, width, height) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${body}</svg>`

/** Every drawing by its address. */
export const DRAWINGS = new Map([
  ...Object.entries({ ...ANIMALS, ...PASSWORD_PICTURES, ...SUBJECTS }).map(([name, body]) => [name, drawn(body, 64, 64)]),
  ['thuis', drawn(SCENE, 320, 160)],
])
