import { html } from 'lit';
import { mayReveal } from '#contract/session.ts';
import type { Feature } from '../desk/feature.ts';
import { unreadReplies } from '../state/select.ts';
import './jy-replies.ts';

/** Messages that nobody could read as an answer. */
export const repliesFeature: Feature = {
  dialogs: (host) =>
    html`<jy-replies
      .opened=${host.subjectOf('replies') !== null}
      .unread=${unreadReplies(host.desk.store.world)}
      .places=${host.desk.places.get()}
      ?may-reveal=${host.session !== null && mayReveal(host.session)}
      @jy-replies-close=${() => host.closeDialog('replies')}
    ></jy-replies>`,
  on: { 'jy-replies-wanted': (_, host) => host.openDialog('replies', true) },
};

declare module '../desk/feature.ts' {
  interface DialogSubjects {
    /** All that are unread. */
    replies: true;
  }
}
