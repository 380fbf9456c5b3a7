export const one = (n) => console.log(`one ${n}`);

export function many(n) {
  for (let i = 0; i < 200; i++) console.log(`many ${n} ${i}`);
}

const three = () => ['first', 'second', 'third'].forEach((line) => console.log(line));

export function thenThrows() {
  three();
  throw new Error('after three lines');
}

export function thenExits() {
  three();
  process.exit(1);
}

export function thenHangs() {
  three();
  for (;;);
}
