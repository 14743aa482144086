// What can be attached to a message: files of one's own, samples for those who have none at hand, the place
// one is at, one's own number or somebody else's.

import { avatar } from './dom.js';
import { say } from './words.js';
import { world, personName } from './world.js';
import { menu } from './menus.js';

/** attachItems are the choices for whoever the composer writes as. */
export function attachItems(composer) {
  const own = world.people.get(composer.as);
  return [
    { label: say('attach_photo'), icon: 'photo', act: () => composer.photos.click() },
    { label: say('attach_sample'), icon: 'sample', note: say('attach_sample_note'), act: () => composer.sample('sample') },
    { label: say('attach_album'), icon: 'photos', note: say('attach_album_note'), act: () => composer.sample('album') },
    { label: say('attach_voice'), icon: 'voice', note: say('attach_voice_note'), act: () => composer.sample('voice') },
    { label: say('attach_document'), icon: 'file', act: () => composer.documents.click() },
    { label: say('attach_table'), icon: 'file', note: 'units.csv', act: () => composer.sample('table') },
    { label: say('attach_location'), icon: 'place', act: () => composer.also('location') },
    ...(own?.phone ? [{ label: say('attach_contact'), icon: 'contact', note: own.phone, act: () => composer.also('contact') }] : []),
    { label: say('attach_card'), icon: 'contact', act: () => cards(composer) },
  ];
}

// Somebody else's card says whose number it is, which is not the sender's.
function cards(composer) {
  const others = [...world.people.values()].filter(({ id, phone }) => phone && id !== composer.as).sort((a, b) => a.rank - b.rank);
  menu(composer.attach, others.map(({ id, phone }) => ({
    label: personName(id), note: phone, lead: avatar(id, personName(id)), act: () => composer.also('card', { other: id }),
  })), { 'aria-label': say('attach_card'), class: 'menu wide' });
}
