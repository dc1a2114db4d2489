/** What the message of a policy may hold in braces; the server fills it for each call, and refuses others. */
export const messagePlaces = ['event', 'level', 'area', 'headline', 'instruction', 'reply', 'link'] as const;
export type MessagePlace = (typeof messagePlaces)[number];
