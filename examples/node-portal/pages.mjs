/**
 * The pages: values in, HTML out. Whatever is in a `${}` is escaped, unless it is a piece of HTML itself.
 */
import { PASSWORD_PICTURES } from './pictures.mjs'
import { calendarDay, clockTime, ENVIRONMENTS, OPENS } from './rules.mjs'

const ESCAPED = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const SUBJECTS = { rekenen: 'Rekenen', taal: 'Taal', lezen: 'Lezen', topografie: 'Topografie' }
const TASKS = {
  rekenen: 'Hoeveel ramen zijn er in jouw huis? Tel ze allemaal en maak er sommen mee.',
  taal: 'Verzin drie woorden met een staart. Bijvoorbeeld: hagelslag, slagroom, roomijs.',
  lezen: 'Kies een plek waar je lekker zit. Vandaag lees je over een vos die niet kon slapen.',
  topografie: 'Waar woont je oma, je tante of je beste vriend? Zoek het op de kaart.',
}
const HELP = 'Kom je er niet uit? Vraag het aan je juf of meester.'

class Piece {
  constructor(text) {
    this.text = text
  }
}

const show = (value) => {
  if (value instanceof Piece) return value.text
  if (Array.isArray(value)) return value.map(show).join('')
  return value === null || value === undefined || value === false
    ? ''
    : String(value).replace(/[&<>"']/g, (c) => ESCAPED[c])
}
export const html = (parts, ...values) => new Piece(String.raw({ raw: parts }, ...values.map(show)))

export const picture = (name) => html`<img src="/plaatjes/${name}.svg" alt="${name}" width="64" height="64">`
/** What went wrong; it takes the focus if no field does. */
export const alarm = (text, focus) =>
  text && html`<p class="alarm" role="alert" id="alarm"${focus && html` tabindex="-1" autofocus`}>${text}</p>`
const done = (text) => text && html`<p class="done" role="status">${text}</p>`

/** A form that changes something carries the page's token (SAFE-3). */
export const form = ({ csrf }, action, inside, kind = '') =>
  html`<form method="post" action="${action}" class="${kind}"><input type="hidden" name="zegel" value="${csrf}">${inside}</form>`

/** The frame of every page. `page` holds what is known of the visit: who is logged in, and the token for forms. */
export function layout(page, title, main, help = HELP) {
  return html`<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Leerhuis</title>
<link rel="stylesheet" href="/stijl.css">
<link rel="icon" href="/plaatjes/huis.svg" type="image/svg+xml">
</head>
<body>
<a class="jump" href="#inhoud">Naar de inhoud</a>
<div class="top"><header><a href="/">Leerhuis</a></header>${page.who && inside(page)}</div>
<main id="inhoud" tabindex="-1">
${main}
</main>
<footer><p>${help}</p></footer>
</body>
</html>
`.text
}

/** Who is logged in, and the way out: on every page (SIBLING-4). */
function inside(page) {
  const { pupil, teacher } = page.who
  return html`<aside class="inside" aria-label="Ingelogd">
<p>${pupil ? html`${picture(pupil.animal)} ${pupil.firstName}` : teacher.name}</p>
<details><summary>Uitloggen</summary>
${form(page, '/uitloggen', html`<p>Klaar? Sluit daarna ook de browser.</p><button>Ja, ik ben klaar</button>`)}
</details>
</aside>`
}

const notYet = () => `Thuis inloggen kan vanaf ${calendarDay(OPENS)}. Vraag je juf of meester om een code.`

/** Why somebody may not log in, in words for the pupil. */
export const reason = ({ is, environment }) =>
  ({
    wrong: 'Deze cijfers zijn niet goed. Kijk nog eens in je brief. Lukt het niet? Vraag het aan je juf of meester.',
    'too fast':
      'Hier is net vaak een verkeerde code ingevuld. Wacht een paar minuten, of vraag het aan je juf of meester.',
    'not yet': notYet(),
    'not at home': 'Van jouw school mag je thuis niet met dit portaal werken. Vraag het aan je juf of meester.',
    elsewhere: `Jouw school werkt met ${environment}. Log daar in. Volg de instructies van je school of van ${environment}, of vraag het aan je juf of meester.`,
  })[is]

const wrongSecret = ({ kind }) =>
  `Dat is niet het goede ${kind === 'picture' ? 'plaatje' : 'woord'}. Probeer het nog eens, of vraag het aan je juf of meester.`

const tooFast = 'Dat ging te vaak mis. Wacht een paar minuten.'

/** The front page, and the home address on a device that knows nobody yet: both show step 2 of the guide. */
export function entrance(page, { open }) {
  return layout(
    page,
    'Thuis inloggen',
    html`<h1>Welkom bij het Leerhuis</h1>
<figure class="pupils">
<figcaption>Leerlingen</figcaption>
<img src="/plaatjes/thuis.svg" alt="Twee kinderen achter het raam van hun huis" width="320" height="160">
${open ? html`<a class="green" href="/thuis/code">Ik heb een thuis login code</a>` : html`<p class="soon">${notYet()}</p>`}
</figure>
<section aria-labelledby="elders"><h2 id="elders">Hier moet je niet zijn als je school werkt met</h2>
<p>${ENVIRONMENTS.slice(0, -1).join(', ')} of ${ENVIRONMENTS.at(-1)}.</p>
<p>Volg dan de instructies van je school of van de leverancier.</p></section>
<section aria-labelledby="mis"><h2 id="mis">Gaat het mis?</h2>
<ul>
<li>Wis de geschiedenis van je browser en log opnieuw in.</li>
<li>Is je broer of zus nog binnen? Log eerst helemaal uit, sluit de browser en begin opnieuw.</li>
<li>Tien keer een foute code of een fout wachtwoord? Dan is je thuis account een uur geblokkeerd. Alleen je juf of meester kan het eerder ontgrendelen.</li>
</ul></section>
<p class="aside"><a href="/leerkracht">Ik ben juf of meester</a></p>`,
  )
}

export function notYetPage(page) {
  return layout(page, 'Nog even wachten', html`<h1>Nog even wachten</h1>${alarm(notYet(), true)}`)
}

export function codePage(page, outcome) {
  const warning = outcome && reason(outcome)
  return layout(
    page,
    'De code uit je brief',
    html`<h1>De code uit je brief</h1>${alarm(warning)}
${form(
  page,
  '/thuis/code',
  html`<label for="code">Typ de vijftien cijfers over</label>
<input id="code" name="code" required autofocus maxlength="40" inputmode="numeric" autocomplete="off" spellcheck="false" aria-describedby="uitleg ${warning && 'alarm'}" aria-invalid="${String(outcome?.is === 'wrong')}">
<p id="uitleg">Je hebt ze op papier gekregen, of je ouders in een mail: vijf groepjes van drie.</p>
<button>verifiëren</button>`,
  'narrow',
)}`,
  )
}

/** The pupils, as radio buttons. */
export const choices = (pupils) =>
  pupils.map(
    ({ id, firstName, animal }) =>
      html`<label><input type="radio" name="wie" value="${id}" required${pupils.length === 1 && html` checked`}>${picture(animal)}<span>${firstName}</span></label>`,
  )

/** The choice of a name; `action` is the address that asks the chosen pupil what comes next. */
const people = (pupils, action, more) => html`<form method="get" action="${action}" class="choice">
<fieldset><legend>${more}</legend>${choices(pupils)}</fieldset>
<button>Verder</button></form>`

/** The ways on for a pupil who is not among the names, and for people who leave the device to others. */
export const besides = (page) => html`<p class="aside"><a href="/thuis/code">Nog een kind op dit apparaat</a></p>
<details class="forget"><summary>Namen van dit apparaat halen</summary>
${form(page, '/inloggen/vergeet', html`<p>Daarna is hier weer de code uit de brief nodig.</p><button>Haal alle namen weg</button>`)}</details>`

export function namesPage(page, pupils) {
  return layout(
    page,
    'Wie zit er klaar?',
    html`<h1>Wie zit er klaar?</h1>
${people(pupils, '/inloggen/wachtwoord', 'Kies jezelf')}
${besides(page)}`,
  )
}

/** Why the password was refused, or nothing if none was sent yet. */
export const why = (pupil, { outcome }) =>
  outcome && (outcome.is === 'wrong' ? wrongSecret(pupil) : outcome.is === 'too fast' ? tooFast : reason(outcome))

export function secretPage(page, pupil, { action, elsewhere, outcome }) {
  const warning = why(pupil, { outcome })
  const whose = html`<input type="hidden" name="wie" value="${pupil.id}">`
  const described = warning && html` aria-describedby="alarm"`
  const word = html`<input class="unseen" name="naam" value="${pupil.firstName}" autocomplete="username" readonly tabindex="-1" aria-hidden="true">
<label for="geheim">Je wachtwoord van school</label>
<input id="geheim" name="geheim" type="password" required autofocus autocomplete="current-password"${described}>
<button>Naar binnen</button>`
  const pictures = html`<fieldset${described}><legend>Welk wachtwoordplaatje heb je op school?</legend>
${Object.keys(PASSWORD_PICTURES).map((name) => html`<label><input type="radio" name="geheim" value="${name}" required>${picture(name)}</label>`)}</fieldset>
<button>Naar binnen</button>`
  const asked = pupil.kind === 'picture' ? pictures : word
  return layout(
    page,
    `Dag ${pupil.firstName}`,
    html`<h1>${picture(pupil.animal)} Dag ${pupil.firstName}</h1>${alarm(warning, pupil.kind === 'picture')}
${form(page, action, html`${whose}${asked}`, pupil.kind === 'picture' ? 'choice small' : 'narrow')}
<p class="aside"><a href="${elsewhere}">Ik ben iemand anders</a></p>`,
  )
}

/** LOCK-5. Others on the same device can still go on (LOCK-8). */
export function blockedPage(page, until) {
  return layout(
    page,
    'Even op slot',
    html`<h1>Even op slot</h1>
<dialog open role="alertdialog" aria-labelledby="slot" aria-describedby="waarom" tabindex="-1" autofocus>
<h2 id="slot">Je thuis account is geblokkeerd tot ${clockTime(until)} uur</h2>
<p id="waarom">Het ging tien keer mis met een code of wachtwoord. Alleen je juf of meester kan het eerder ontgrendelen.</p>
</dialog>
<p class="aside"><a href="/thuis">Ben jij iemand anders?</a></p>
<p class="aside"><a href="/thuis/code">Nog een kind op dit apparaat</a></p>`,
  )
}

export function workPage(page) {
  return layout(
    page,
    'Jouw lesmaterialen',
    html`<h1>Fijn dat je er bent, ${page.who.pupil.firstName}</h1>
<nav class="work" aria-label="Hier kun je mee verder">
${Object.entries(SUBJECTS).map(([slug, name]) => html`<a class="${slug}" href="/mijn-werk/${slug}">${name}</a>`)}
</nav>`,
  )
}

export function subjectPage(page, slug, group) {
  if (!Object.hasOwn(SUBJECTS, slug)) return null
  return layout(
    page,
    SUBJECTS[slug],
    html`<article class="${slug}"><h1>${SUBJECTS[slug]}</h1>
<p>Klaargezet voor ${page.who.pupil.firstName} uit ${group.name}.</p><p class="task">${TASKS[slug]}</p></article>
<p class="aside"><a href="/mijn-werk">Terug naar al je lesmaterialen</a></p>`,
  )
}

export function goodbyePage(page) {
  return layout(
    page,
    'Tot ziens',
    html`<h1>Tot ziens!</h1><p>Je bent uitgelogd. Sluit nu ook de internetbrowser.</p>
<p class="aside"><a href="/thuis">Opnieuw beginnen</a></p>`,
  )
}

export function schoolPage(page, school, groups) {
  return layout(
    page,
    school.name,
    html`<h1>${school.name}</h1><p>Je logt in op school. Kies je groep.</p>
${groups.map(
  ({ group, pupils }) =>
    html`<details class="group"><summary>${group.name}</summary>${people(pupils, `/op-school/${school.link}/wachtwoord`, 'Wie ben je?')}</details>`,
)}`,
  )
}

const FOR_TEACHERS = 'Vragen? Overleg met de beheerder van je school.'

export function teacherLogin(page, outcome) {
  const warning = { wrong: 'Dit adres en dit wachtwoord horen niet bij elkaar.', 'too fast': tooFast }[outcome?.is]
  return layout(
    page,
    'Voor juffen en meesters',
    html`<h1>Voor juffen en meesters</h1>${alarm(warning)}
${form(
  page,
  '/leerkracht',
  html`<label for="email">E-mailadres van school</label><input id="email" name="email" type="email" required autofocus autocomplete="username">
<label for="geheim">Wachtwoord</label><input id="geheim" name="geheim" type="password" required autocomplete="current-password">
<button>Aanmelden</button>`,
  'narrow',
)}`,
    FOR_TEACHERS,
  )
}

export function teacherPage(page, groups) {
  return layout(
    page,
    'Jouw groepen',
    html`<h1>Jouw groepen</h1>
<ul class="groups">${groups.map(({ group, blocked }) => html`<li><a href="/leerkracht/groep/${group.id}">${group.name}</a>${blocked > 0 && html` <em>${blocked} geblokkeerd</em>`}</li>`)}</ul>
${groups.length === 0 && html`<p>Er is nog geen groep aan je gekoppeld.</p>`}`,
    FOR_TEACHERS,
  )
}

const noCodes = ({ is, environment }) =>
  is === 'elsewhere'
    ? `Jouw leerlingen loggen thuis in via ${environment}. Daarom zijn hier geen codes om uit te delen. Volg de instructies van je school of van ${environment}.`
    : 'Jouw school staat thuis werken niet toe. Daarom zijn er geen codes om uit te delen.'

const DONE = {
  ontgrendeld: (name) => `Het thuis account van ${name} is weer open.`,
  vernieuwd: (name) => `${name} heeft een nieuwe code. De oude werkt niet meer: druk de nieuwe brief af.`,
  gemaild: (name) => `De code van ${name} is gemaild naar de ouder of verzorger.`,
}

/** `rows` are pupils, each with the end of the block or null; `refused` says why there are no codes (TEACHER-3). */
export function groupPage(page, { group, rows, refused, happened, about }) {
  const codes = ({
    id,
    firstName,
    parentEmail,
  }) => html`<a href="/leerkracht/brieven/${group.id}?voor=${id}">Brief voor ${firstName}</a>
${parentEmail ? form(page, '/leerkracht/mailen', html`<input type="hidden" name="leerling" value="${id}"><button>Mail de code van ${firstName}</button>`) : html`<span>Geen mailadres van een ouder</span>`}
<details><summary>Code van ${firstName} kwijt?</summary>${form(
    page,
    '/leerkracht/nieuwe-code',
    html`<input type="hidden" name="leerling" value="${id}"><p>De oude code werkt dan niet meer, en elk apparaat vraagt om de nieuwe.</p><button>Nieuwe code voor ${firstName}</button>`,
  )}</details>`
  const state = ({ id, firstName }, until) =>
    until
      ? html`<p class="blocked">geblokkeerd tot ${clockTime(until)} uur</p>${form(page, '/leerkracht/ontgrendelen', html`<input type="hidden" name="leerling" value="${id}"><button>${firstName} ontgrendelen</button>`)}`
      : html`<p>kan thuis inloggen</p>`
  return layout(
    page,
    group.name,
    html`<p class="aside"><a href="/leerkracht">Alle groepen</a></p><h1>${group.name}</h1>${done(about && DONE[happened]?.(about.firstName))}
${refused ? html`<p class="alarm">${noCodes(refused)}</p>` : html`<p><a href="/leerkracht/brieven/${group.id}">Brieven voor de hele groep</a></p>`}
<ul class="class">${rows.map(
      ({
        pupil,
        until,
      }) => html`<li><h2>${picture(pupil.animal)} ${pupil.firstName} <small>${pupil.lastName}</small></h2>
${refused && !until ? html`<p>logt thuis niet in</p>` : state(pupil, until)}${!refused && codes(pupil)}</li>`,
    )}</ul>`,
    FOR_TEACHERS,
  )
}

/** The content of the letter and of the mail: the guide's own five steps (TEACHER-1, TEACHER-2). */
export const steps = ({ kind }, { front, home }) => [
  `Ga naar ${front} of naar ${home}.`,
  'Klik in het plaatje ‘Leerlingen’ op de groene knop ‘Ik heb een thuis login code’.',
  'Vul de eerste keer de thuis login code in en klik op ‘verifiëren’.',
  'Kies je naam of het plaatje dat je ook op school hebt.',
  kind === 'picture'
    ? 'Kies het wachtwoordplaatje dat je ook op school hebt.'
    : 'Vul het wachtwoord in dat je ook op school gebruikt.',
]

export function lettersPage(page, { group, letters, refused, addresses }) {
  const title = letters.length === 1 ? `Brief voor ${letters[0].pupil.firstName}` : `Brieven voor ${group.name}`
  if (refused)
    return layout(page, 'Geen codes', html`<h1>Geen codes</h1><p class="alarm">${noCodes(refused)}</p>`, FOR_TEACHERS)
  return layout(
    page,
    title,
    html`<div class="screen-only"><p class="aside"><a href="/leerkracht/groep/${group.id}">${group.name}</a></p>
<h1>${title}</h1><p>Druk af met Ctrl+P: elk kind een eigen blad.</p></div>
${letters.map(
  ({ pupil, code }) => html`<article class="letter" aria-labelledby="brief-${pupil.id}">
<h2 id="brief-${pupil.id}">${picture(pupil.animal)} Voor ${pupil.firstName} ${pupil.lastName}</h2>
<p>Vanaf nu kun je thuis verder met je lesmaterialen van school. Dit is jouw thuis login code:</p>
<p class="code">${code}</p>
<p>Het adres is <strong>${addresses.home}</strong></p>
<ol>${steps(pupil, addresses).map((step) => html`<li>${step}</li>`)}</ol>
<p>Bewaar deze brief goed. ${HELP}</p></article>`,
)}`,
    FOR_TEACHERS,
  )
}

/** The mail to the parent: its subject and its text. */
export const mailOf = (pupil, code, addresses) => [
  `De thuis login code van ${pupil.firstName}`,
  [
    'Beste ouder of verzorger,',
    `Met deze thuis login code werkt ${pupil.firstName} thuis verder: ${code}`,
    steps(pupil, addresses)
      .map((step, at) => `${at + 1}. ${step}`)
      .join('\n'),
    `Problemen met thuis inloggen? Vraag het aan de juf of meester van ${pupil.firstName}.`,
  ].join('\n\n'),
]

const TROUBLES = {
  403: ['Deze pagina was te oud', 'Begin opnieuw, dan gaat het vanzelf goed.'],
  404: ['Hier is niets', 'Deze pagina bestaat niet, of niet meer.'],
  405: ['Dat kan hier niet', 'Begin opnieuw.'],
  413: ['Dat was te veel', 'Begin opnieuw.'],
  500: ['Er ging hier iets stuk', 'Probeer het straks nog eens.'],
}

export function troublePage(page, status, start) {
  const [title, advice] = TROUBLES[status] ?? ['Dat lukte niet', 'Begin opnieuw.']
  return layout(
    page,
    title,
    html`<h1>${title}</h1><p>${advice}</p><p class="aside"><a href="${start}">Opnieuw beginnen</a></p>`,
  )
}
