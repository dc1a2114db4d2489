import { parentPort } from 'node:worker_threads';
import { answerTo, type Task } from './cap.reader.ts';

parentPort!.on('message', (task: Task) => parentPort!.postMessage(answerTo(task)));
