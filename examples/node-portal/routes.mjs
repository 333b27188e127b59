/**
 * The portal's addresses: what each asks of the portal, and which page answers.
 */
import { newToken } from './portal.mjs'
import { blockedUntil, refusedBy, REMEMBERED } from './rules.mjs'

/** Names a browser's visit and, after logging in, a session on the server; ends with the browser (COOKIE-3). */
export const VISIT = '__Host-bezoek'
/** Followed by a pupil's own tag: the token of a pupil whose code was verified on this device (CODE-2). */
const PASS = '__Host-thuis-'
const MOST_PASSES = 20

export class Trouble extends Error {
  constructor(status) {
    super(`answered with ${status}`)
    this.status = status
  }
}

export const see = (location) => ({ status: 303, location })
const says = (body, status = 200) => ({ status, body })
const found = (value) => value ?? missing()
const missing = () => {
  throw new Trouble(404)
}

/** The addresses, and what each does. `v` is the visit; the part of an address marked by a `:` is passed along. */
export function routesOf(portal, settings, pages) {
  const passes = (v) =>
    [...v.cookies]
      .filter(([name]) => name.startsWith(PASS))
      .slice(0, MOST_PASSES)
      .map(([, token]) => token)
  const passName = (pupil) => PASS + portal.keyFor('pass', pupil.id).slice(0, 12)
  const remember = (v, { pupil, pass }) => v.set(passName(pupil), pass, Math.floor(REMEMBERED / 1000))
  const enter = (v, token, to) => {
    portal.logOut(v.token)
    v.set(VISIT, token)
    return see(to)
  }
  /** Only while no pupil is logged in: a pupil who is has to log out first (G15). */
  const outside = (work) => (v, about) => (v.who?.pupil ? see('/mijn-werk') : work(v, about))
  const pupilOnly = (work) => (v, about) => (v.who?.pupil ? work(v, about) : see('/thuis'))
  const teacherOnly = (work) => (v, about) => (v.who?.teacher ? work(v, about) : see('/leerkracht'))
  const front = (v) => says(pages.entrance(v, { open: !portal.notYet() }))
  const code = (v, outcome) => (portal.notYet() ? pages.notYetPage(v) : pages.codePage(v, outcome))
  const refusal = (v, outcome, page) =>
    outcome.is === 'blocked'
      ? says(pages.blockedPage(v, outcome.until, () => page(outcome)), 403)
      : says(page(outcome), outcome.is === 'too fast' ? 429 : 422)
  const whose = (v, id) => portal.known(passes(v)).find((pupil) => pupil.id === id)
  const atHome = (v, pupil, outcome) =>
    pages.secretPage(v, pupil, { action: '/inloggen/wachtwoord', elsewhere: '/inloggen', outcome })
  const atSchool = (v, pupil, link, outcome) =>
    pages.secretPage(v, pupil, { action: `/op-school/${link}/wachtwoord`, elsewhere: `/op-school/${link}`, outcome })
  const classmate = (link, id) => {
    const pupil = found(portal.pupils.get(id))
    return found(portal.schoolOf(pupil) === portal.schoolAt(link) ? pupil : null)
  }
  const ownGroup = (v, id) => found(portal.groupOf(v.who.teacher, id))
  const ownPupil = (v) => found(portal.pupilOf(v.who.teacher, v.form.get('leerling')))
  const back = (pupil, what) => see(`/leerkracht/groep/${pupil.group}?gedaan=${what}&leerling=${pupil.id}`)
  const noCodesIn = (group) => refusedBy(portal.schools.get(group.school))

  return {
    'GET /': front,
    'GET /thuis': outside((v) => (portal.known(passes(v)).length && !portal.notYet() ? see('/inloggen') : front(v))),
    'GET /thuis/code': outside((v) => says(code(v))),
    'POST /thuis/code': outside(async (v) => {
      const from = { [`device ${v.token}`]: 5, [`address ${v.address}`]: 20 }
      const outcome = await portal.enterCode(v.form.get('code') ?? '', from, passes(v))
      if (outcome.is !== 'known') return refusal(v, outcome, () => code(v, outcome))
      remember(v, outcome)
      return see('/inloggen')
    }),
    'GET /inloggen': outside((v) => {
      const known = portal.known(passes(v))
      return known.length && !portal.notYet() ? says(pages.namesPage(v, known)) : see('/thuis')
    }),
    'GET /inloggen/wachtwoord': outside((v) => {
      const pupil = whose(v, v.query.get('wie'))
      if (!pupil) return see('/thuis')
      const closed = portal.closed(pupil)
      return closed ? refusal(v, closed, () => atHome(v, pupil, closed)) : says(atHome(v, pupil))
    }),
    'POST /inloggen/wachtwoord': outside(async (v) => {
      const pupil = whose(v, v.form.get('wie'))
      const outcome = await portal.signInAtHome(passes(v), v.form.get('wie'), v.form.get('geheim') ?? '')
      if (!pupil || outcome.is === 'unknown') return see('/thuis')
      if (outcome.is !== 'in') return refusal(v, outcome, () => atHome(v, pupil, outcome))
      remember(v, outcome)
      return enter(v, outcome.token, '/mijn-werk')
    }),
    'POST /inloggen/vergeet': (v) => {
      portal.forgetDevice(passes(v))
      for (const name of v.cookies.keys()) if (name.startsWith(PASS)) v.set(name, '', 0)
      return see('/thuis')
    },
    'GET /mijn-werk': pupilOnly((v) => says(pages.workPage(v))),
    'GET /mijn-werk/:': pupilOnly((v, slug) =>
      says(found(pages.subjectPage(v, slug, portal.groups.get(v.who.pupil.group)))),
    ),
    'POST /uitloggen': (v) => {
      portal.logOut(v.token)
      v.set(VISIT, newToken())
      return see('/tot-ziens')
    },
    'GET /tot-ziens': (v) => says(pages.goodbyePage(v)),

    'GET /op-school/:': outside((v, link) => {
      const school = found(portal.schoolAt(link))
      const groups = portal.groupsIn(school).map((group) => ({ group, pupils: portal.pupilsOf(group) }))
      return says(pages.schoolPage(v, school, groups))
    }),
    'GET /op-school/:/wachtwoord': outside((v, link) => says(atSchool(v, classmate(link, v.query.get('wie')), link))),
    'POST /op-school/:/wachtwoord': outside(async (v, link) => {
      const pupil = classmate(link, v.form.get('wie'))
      const outcome = await portal.signInAtSchool(link, pupil.id, v.form.get('geheim') ?? '')
      return outcome.is === 'in'
        ? enter(v, outcome.token, '/mijn-werk')
        : refusal(v, outcome, () => atSchool(v, pupil, link, outcome))
    }),

    'GET /leerkracht': (v) => {
      if (!v.who?.teacher) return says(pages.teacherLogin(v))
      const blockedIn = (group) => portal.pupilsOf(group).filter(({ lock }) => blockedUntil(lock, portal.now())).length
      const groups = portal.groupsOf(v.who.teacher).map((group) => ({ group, blocked: blockedIn(group) }))
      return says(pages.teacherPage(v, groups))
    },
    'POST /leerkracht': async (v) => {
      const outcome = await portal.signInTeacher(v.form.get('email') ?? '', v.form.get('geheim') ?? '', v.address)
      return outcome.is === 'in'
        ? enter(v, outcome.token, '/leerkracht')
        : refusal(v, outcome, () => pages.teacherLogin(v, outcome))
    },
    'GET /leerkracht/groep/:': teacherOnly((v, id) => {
      const group = ownGroup(v, id)
      const rows = portal.pupilsOf(group).map((pupil) => ({ pupil, until: blockedUntil(pupil.lock, portal.now()) }))
      const about = rows.find(({ pupil }) => pupil.id === v.query.get('leerling'))?.pupil
      const happened = v.query.get('gedaan')
      return says(pages.groupPage(v, { group, rows, refused: noCodesIn(group), happened, about }))
    }),
    'GET /leerkracht/brieven/:': teacherOnly((v, id) => {
      const group = ownGroup(v, id)
      const only = v.query.get('voor')
      const pupils = only ? [found(portal.pupilsOf(group).find((pupil) => pupil.id === only))] : portal.pupilsOf(group)
      const letters = pupils.map((pupil) => ({ pupil, code: portal.printedCode(pupil) }))
      return says(pages.lettersPage(v, { group, letters, refused: noCodesIn(group), addresses: settings.addresses }))
    }),
    'POST /leerkracht/ontgrendelen': teacherOnly((v) => {
      const pupil = ownPupil(v)
      portal.unlock(pupil)
      return back(pupil, 'ontgrendeld')
    }),
    'POST /leerkracht/mailen': teacherOnly((v) => {
      const pupil = ownPupil(v)
      const code = found(pupil.parentEmail ? portal.printedCode(pupil) : null)
      portal.mail(pupil.parentEmail, ...pages.mailOf(pupil, code, settings.addresses))
      return back(pupil, 'gemaild')
    }),
    'POST /leerkracht/nieuwe-code': teacherOnly((v) => {
      const pupil = ownPupil(v)
      found(portal.printedCode(pupil))
      portal.replaceCode(pupil)
      return back(pupil, 'vernieuwd')
    }),
  }
}
