import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildServer } from './build.js';

/** `npm start` and `npm run watchdog`: node server/launch.js main|watch. In JavaScript, because it runs before anything is built. */
const [program = 'main'] = process.argv.slice(2);
const folder = await buildServer(join(import.meta.dirname, '..'));
await import(pathToFileURL(join(folder, `${program}.js`)).href);
