/**
 * Two schools that are the same at every start, to look around in or to list in a target file. Not for real pupils:
 * the key is public, and so are the codes that follow from it.
 */
import { schoolAnswer } from './control.mjs'

export const DEMO_KEY = 'a key that everybody may know, for the demo only'

const teacher = (name, email) => ({ name, email, password: `demo-${email.split('@')[0]}` })
const pupil = (first_name, animal, finds, more) => ({
  first_name,
  last_name: 'van den Heuvel',
  parent_email: `ouders.${first_name.toLowerCase()}@thuis.example`,
  secret: more.picture ? 'picture' : 'password',
  animal,
  finds,
  ...more,
})

const SCHOOLS = [
  {
    link: 'demo-regenboog',
    school: {
      name: 'De Regenboog',
      groups: [
        {
          name: 'Groep 5',
          teachers: [teacher('juf Anna', 'juf-anna@regenboog.example')],
          pupils: [
            pupil('Noor', 'vos', '100501', { password: 'appel512' }),
            pupil('Sem', 'uil', '100502', { password: 'druif734' }),
          ],
        },
        {
          name: 'Groep 3',
          teachers: [teacher('meester Tom', 'meester-tom@regenboog.example')],
          pupils: [
            pupil('Daan', 'beer', '100301', { password: 'molen289' }),
            pupil('Jip', 'kikker', '100302', { picture: 'boot' }),
          ],
        },
      ],
    },
  },
  {
    link: 'demo-zevensprong',
    school: {
      name: 'De Zevensprong',
      groups: [
        {
          name: 'Groep 7',
          teachers: [teacher('juf Els', 'juf-els@zevensprong.example')],
          pupils: [pupil('Fenna', 'kat', '200701', { password: 'fluit651' })],
        },
      ],
    },
  },
]

/** Makes the schools; returns the people in them, with codes and passwords, in the terms of the control protocol. */
export async function demoSchools(portal, addresses) {
  const schools = []
  for (const { school, link } of SCHOOLS) {
    const made = await portal.addSchool({ home_login: true, network_environment: null, ...school }, { link })
    schools.push({ name: school.name, ...schoolAnswer(portal, made, addresses.front) })
  }
  return { addresses, schools }
}
