import { parentPort } from 'node:worker_threads';
import { ready } from '../kernel/async/thread.ts';
import { answerTo, type Task } from './cap.reader.ts';

parentPort!.on('message', (task: Task) => parentPort!.postMessage(answerTo(task)));
parentPort!.postMessage(ready);
