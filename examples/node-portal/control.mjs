/**
 * The control protocol, version 1: how a suite sets a scene and reads what no person could. Only with CONTROL_TOKEN.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { ENVIRONMENTS } from './rules.mjs'

const AT = '/control/v1'
const LARGEST_BODY = 4_000_000
const CAN = ['clock', 'mail', 'school-login', 'teacher', 'password-pictures', 'network-environments', 'letters']

class Problem extends Error {
  constructor(status, title, detail) {
    super(title)
    Object.assign(this, { status, title, detail })
  }
}

/** A clock that can be set forward or back, and runs on from there. */
export function settableClock() {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    set: (moment) => (ahead = moment - Date.now()),
    reset: () => (ahead = 0),
  }
}

// What a request may contain. A kind is a function that returns the value, or throws what is wrong with it.

const wrong = (where, what) => {
  throw new Problem(422, 'The request is not what the protocol says', `${where || 'body'}: ${what}`)
}
const kind = (what, fits) => (value, where) => (fits(value) ? value : wrong(where, `must be ${what}`))
const text = kind('text', (value) => typeof value === 'string')
const someText = kind(
  'text of 1 to 128 characters',
  (value) => typeof value === 'string' && value.length > 0 && value.length <= 128,
)
const yesOrNo = kind('true or false', (value) => typeof value === 'boolean')
const environment = kind(
  `null or one of ${ENVIRONMENTS.join(', ')}`,
  (value) => value === null || ENVIRONMENTS.includes(value),
)
const secretKind = kind('password or picture', (value) => value === 'password' || value === 'picture')
const moment = kind(
  'a date and time with an offset',
  (value) => /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value)),
)
const list = (of) => (value, where) =>
  Array.isArray(value) ? value.map((one, at) => of(one, `${where}.${at}`)) : wrong(where, 'must be a list')

/** An object with `fields`: one with a default may be left out, and any that is not listed is refused. */
const object =
  (fields, check = () => {}) =>
  (value, where = '') => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) wrong(where, 'must be an object')
    const at = (name) => (where ? `${where}.${name}` : name)
    for (const name of Object.keys(value)) if (!Object.hasOwn(fields, name)) wrong(at(name), 'is not in the protocol')
    const read = {}
    for (const [name, { of, otherwise, optional }] of Object.entries(fields)) {
      if (Object.hasOwn(value, name)) read[name] = of(value[name], at(name))
      else if (otherwise !== undefined) read[name] = otherwise
      else if (!optional) wrong(at(name), 'is missing')
    }
    check(read, where)
    return read
  }
const needed = (of) => ({ of })
const optional = (of) => ({ of, optional: true })
const or = (otherwise, of) => ({ of, otherwise })
const noPasswordWithPicture = ({ secret, password }, where) =>
  secret === 'picture' && password && wrong(where, '`password` goes only with secret=password')
const somethingChanges = (read, where) => Object.keys(read).length || wrong(where, 'must change something')

const newTeacher = object({ name: needed(text), email: needed(text) })
const newPupil = object(
  {
    first_name: needed(text),
    last_name: or('', text),
    secret: or('password', secretKind),
    password: optional(someText),
    parent_email: or('', text),
  },
  noPasswordWithPicture,
)
const newGroup = object({ name: needed(text), teachers: or([], list(newTeacher)), pupils: or([], list(newPupil)) })
const newSchool = object({
  name: needed(someText),
  home_login: or(true, yesOrNo),
  network_environment: or(null, environment),
  groups: needed(list(newGroup)),
})
const schoolRules = object(
  { home_login: optional(yesOrNo), network_environment: optional(environment) },
  somethingChanges,
)
const newSecret = object({ secret: optional(secretKind), password: optional(someText) }, noPasswordWithPicture)
const newTime = object({ now: needed(moment) })

/** A pupil as in the protocol, with `secret` in plain text. A wrong code is the right one with another last digit. */
export function pupilAnswer(portal, pupil, secret) {
  const code = portal.printedCode(pupil)
  return {
    id: pupil.id,
    first_name: pupil.firstName,
    home_code: code,
    wrong_home_code: code && code.slice(0, -1) + ((Number(code.at(-1)) + 1) % 10),
    password: pupil.kind === 'password' ? secret : null,
    password_picture: pupil.kind === 'picture' ? secret : null,
  }
}

export const schoolAnswer = (portal, { school, groups }, front) => ({
  id: school.id,
  school_login_url: `${front}op-school/${school.link}`,
  groups: groups.map(({ group, teachers, pupils }) => ({
    id: group.id,
    name: group.name,
    teachers: teachers.map(({ id, name, email, password }) => ({ id, name, email, password })),
    pupils: pupils.map(({ pupil, secret }) => pupilAnswer(portal, pupil, secret)),
  })),
})

/** `settings` has the token and, by the time of the first request, the portal's addresses. */
export function control(portal, clock, settings) {
  const known = (all, id) => {
    if (!all.has(id)) throw new Problem(404, 'Not found', 'Nothing here has that id')
    return all.get(id)
  }
  const calls = {
    'GET /capabilities': () => ({
      protocol: 1,
      portal: { name: 'Leerhuis, an example in Node', version: '1.0.0' },
      can: CAN,
    }),
    'POST /schools': async ({ body }) => {
      const made = await portal.addSchool(newSchool(body))
      if (made.is === 'taken') throw new Problem(422, 'An address is taken', `${made.email} is a teacher already`)
      return schoolAnswer(portal, made, settings.addresses.front)
    },
    'PATCH /schools/:': ({ id, body }) => portal.changeSchool(known(portal.schools, id), schoolRules(body)),
    'DELETE /schools/:': ({ id }) => portal.removeSchool(known(portal.schools, id)),
    'PATCH /pupils/:': async ({ id, body }) => {
      const pupil = known(portal.pupils, id)
      const { secret = body.password === undefined ? pupil.kind : 'password', password } = newSecret(body)
      return pupilAnswer(portal, pupil, await portal.changeSecret(pupil, secret, password))
    },
    'GET /clock': () => ({ now: new Date(clock.now()).toISOString() }),
    'PUT /clock': ({ body }) => void clock.set(Date.parse(newTime(body).now)),
    'DELETE /clock': () => void clock.reset(),
    'GET /mails': ({ query }) => {
      if (!query.has('to')) wrong('to', 'is missing')
      return portal.mails.filter(({ to }) => to === query.get('to'))
    },
  }

  async function called(request, bodyOf) {
    const [pathname, search] = request.url.split('?')
    const query = new URLSearchParams(search)
    if (!sameSecret(request.headers.authorization ?? '', `Bearer ${settings.controlToken}`)) {
      throw new Problem(401, 'The token is missing or wrong', 'Send the header `Authorization: Bearer TOKEN`')
    }
    const [, path, id] = pathname.slice(AT.length).match(/^(\/\w+)(?:\/([^/]+))?$/) ?? []
    const place = id === undefined ? path : `${path}/:`
    const call = calls[`${request.method} ${place}`]
    if (!call) {
      const here = Object.keys(calls).some((one) => one.endsWith(` ${place}`))
      throw new Problem(
        here ? 405 : 404,
        here ? 'Not that way' : 'Not found',
        `The protocol has no ${request.method} ${pathname}`,
      )
    }
    const sent = await bodyOf(request, LARGEST_BODY)
    const takesBody = ['POST', 'PATCH', 'PUT'].includes(request.method)
    return {
      answer: await call({ id, query, body: takesBody ? parsed(sent) : null }),
      status: request.method === 'POST' ? 201 : 200,
    }
  }

  return {
    at: AT,
    serves: (address) => address.startsWith(`${AT}/`),
    answer: async (request, response, bodyOf) => {
      const send = (status, type, value) =>
        response
          .writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' })
          .end(value && JSON.stringify(value))
      try {
        const { answer, status } = await called(request, bodyOf)
        if (answer === undefined) return response.writeHead(204).end()
        send(status, 'application/json', answer)
      } catch (error) {
        const { status = 500, title = 'Something is broken', detail = '' } = error
        if (status === 500) console.error(error)
        send(status, 'application/problem+json', { title, status, detail })
      }
    },
  }
}

function parsed(sent) {
  try {
    return JSON.parse(sent)
  } catch {
    return wrong('', 'is no JSON')
  }
}

const sha256 = (value) => createHash('sha256').update(value).digest()
const sameSecret = (one, other) => timingSafeEqual(sha256(one), sha256(other))
