import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildServer } from './build.js';

/** Every program: node server/launch.js main|watch|backup|restore. In JavaScript, because it runs before anything is built. */

// The supervisor is gone: nobody would stop this server or start it again, and it would hold the folder against the next one.
process.once('disconnect', () => process.exit(1));
const [program = 'main'] = process.argv.slice(2);
const folder = await buildServer(join(import.meta.dirname, '..'));
await import(pathToFileURL(join(folder, `${program}.js`)).href);
