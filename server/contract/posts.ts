import { z } from 'zod';
import { AreaCode, areaLevels } from './areas.ts';

export const contactChannels = ['mobile', 'landline', 'mail', 'radio'] as const;
export type ContactChannel = (typeof contactChannels)[number];

/** Somebody who holds a post or stands in, as an editor may see them: masked. */
export const PostPerson = z.object({
  id: z.number().int(),
  areaCode: AreaCode,
  maskedName: z.string(),
  contacts: z.array(
    z.object({
      ordinal: z.number().int(),
      channel: z.enum(contactChannels),
      maskedAddress: z.string(),
      /** In a form that nobody can dial: it is listed, and nothing is tried over it. */
      cannotDial: z.boolean(),
      /** Its last three attempts failed, or the last one said that there is no such number. */
      hasFailed: z.boolean(),
    }),
  ),
});
export type PostPerson = z.infer<typeof PostPerson>;

export const postLevels = [...areaLevels, 'household'] as const;

export const Post = z.object({
  id: z.number().int(),
  areaCode: AreaCode,
  level: z.enum(postLevels),
  kind: z.string(),
  department: z.string().nullable(),
  person: PostPerson,
  deputy: PostPerson.nullable(),
  superiorPostId: z.number().int().nullable(),
  /** Null too where the superior is outside my area. */
  superior: z.object({ kind: z.string(), areaCode: AreaCode, areaNameZh: z.string(), areaNameEn: z.string() }).nullable(),
  /** Who holds it now, by rota and leave. */
  holder: z.object({ id: z.number().int(), maskedName: z.string() }).nullable(),
  /** The holder is on leave and nobody stands in. */
  isAway: z.boolean(),
});
export type Post = z.infer<typeof Post>;

export const PostsQuery = z.object({ area: AreaCode });

const Id = z.number().int().positive();

/** Who holds a post, who stands in, and to whom its silence climbs. */
export const EditedPost = z.object({ personId: Id, deputyId: Id.nullable(), superiorPostId: Id.nullable() });
export type EditedPost = z.infer<typeof EditedPost>;

/** A number as typed: spaces and dashes are taken out, a wrong form is refused. */
export const EditedContact = z.object({ channel: z.enum(contactChannels), address: z.string().trim().min(1).max(120) });
export type EditedContact = z.infer<typeof EditedContact>;

/** Ids and ordinals of a path. */
export const RowId = z
  .string()
  .regex(/^[1-9][0-9]{0,14}$/)
  .transform(Number);
export const ContactOrdinal = z
  .string()
  .regex(/^[1-9]$/)
  .transform(Number);
