import { fileURLToPath } from 'node:url';

/** The file of the command `skorche`. */
export const command = fileURLToPath(new URL('./cli/main.js', import.meta.resolve('skorche')));
