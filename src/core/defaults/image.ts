import { lookOutsideContainers } from '../argo/levels.ts'
import type { Concern } from './concern.ts'
import { yieldSetting } from './default.ts'

/** The image of a container that names none. */
export const image: Concern = (settings) => {
  const value = yieldSetting(settings, 'defaultContainerImage')
  if (value === undefined) return () => {}

  return (subject) => {
    const findElsewhere = lookOutsideContainers(subject, 'image')
    return (template) => {
      const elsewhere = findElsewhere(template)
      for (const place of template.containers)
        subject.offer({ place, field: 'image', value, isEntry: false, template, elsewhere, harm: undefined })
    }
  }
}
