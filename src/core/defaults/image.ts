import { findContainerElsewhere } from '../argo/levels.ts'
import type { Concern } from './concern.ts'
import { yieldSetting } from './default.ts'

/** The image of a container that names none. */
export const image: Concern = (settings) => {
  const value = yieldSetting(settings, 'defaultContainerImage')
  if (value === undefined) return () => {}

  return (subject) => {
    for (const template of subject.leaves) {
      const elsewhere = findContainerElsewhere(subject, template, 'image')
      for (const place of template.containers)
        subject.offer({ place, field: 'image', value, isEntry: false, template, elsewhere, harm: undefined })
    }
  }
}
