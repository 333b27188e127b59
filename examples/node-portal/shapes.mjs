/**
 * Front ends that differ from the plain one in a single point, as suppliers' do. Addresses and rules stay the same.
 */
import { readFileSync } from 'node:fs'
import * as plain from './pages.mjs'
import { clockTime } from './rules.mjs'

const hasPicture = ({ kind }) => kind === 'picture'
const { form, html, layout, picture } = plain

/** The name and the password, sent together. */
const together = (page, pupils, action, warning) =>
  layout(
    page,
    'Wie ben je?',
    html`<h1>Wie ben je?</h1>${plain.alarm(warning)}
${form(
  page,
  action,
  html`<div class="choice"><fieldset><legend>Kies jezelf</legend>${plain.choices(pupils)}</fieldset></div>
<div class="narrow"><label for="geheim">Je wachtwoord van school</label>
<input id="geheim" name="geheim" type="password" required autocomplete="current-password">
<button>Naar binnen</button></div>`,
)}
${plain.besides(page)}`,
  )

const sure = (page, pupil, action) =>
  layout(
    page,
    `Ben jij ${pupil.firstName}?`,
    html`<h1>${picture(pupil.animal)} Ben jij ${pupil.firstName}?</h1>
<form method="get" action="${action}"><input type="hidden" name="wie" value="${pupil.id}">
<button name="zeker" value="ja">Ja, dat ben ik</button></form>
<p class="aside"><a href="/inloggen">Nee</a></p>`,
  )

/** Lies over the page on which it went wrong, which cannot be used until the dialog is closed. */
const lid = (until) => html`<dialog open class="lid" aria-labelledby="slot">
<h2 id="slot">Je thuis account is geblokkeerd tot ${clockTime(until)} uur</h2>
<p>Alleen je juf of meester kan het eerder ontgrendelen.</p>
<form method="dialog"><button autofocus>Begrepen</button></form></dialog>`

const SCRIPT = readFileSync(new URL('shapes/script.js', import.meta.url))
const SHELL =
  '<!doctype html><html lang="nl"><title>Leerhuis</title><script src="/script.js" defer></script><body>Even geduld …</body></html>'

const front = (pages, rest) => ({ pages: { ...plain, ...pages }, ...rest })

export const SHAPES = {
  plain: front({}),
  'one-page': front({
    namesPage: (page, pupils) =>
      pupils.some(hasPicture) ? plain.namesPage(page, pupils) : together(page, pupils, '/inloggen/wachtwoord'),
    secretPage: (page, pupil, how) =>
      hasPicture(pupil) ? plain.secretPage(page, pupil, how) : together(page, [pupil], how.action, plain.why(pupil, how)),
  }),
  confirm: front({
    secretPage: (page, pupil, how) =>
      how.outcome || page.query.has('zeker') ? plain.secretPage(page, pupil, how) : sure(page, pupil, how.action),
  }),
  dialog: front({
    blockedPage: (page, until, beneath) => beneath().replace('</main>', `${lid(until).text}</main>`),
  }),
  /** An empty page, and a script that fetches its content. */
  script: front({}, { shell: SHELL, script: SCRIPT }),
}
