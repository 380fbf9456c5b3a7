import { Socket } from 'node:net';
import { systemClock } from '../../clock.js';

// The file of a thread in every child process. It waits for the end of the lifeline, which the parent holds.

/** Where the parent has put the lifeline: behind the three that every process has, and Node's channel. */
const LIFELINE = 4;
/** Milliseconds that the process has to end by itself. */
const GRACE = 100;

new Socket({ fd: LIFELINE })
  .on('error', () => {})
  .once('close', () => systemClock.after(GRACE, () => process.kill(process.pid, 'SIGKILL')))
  .resume();
