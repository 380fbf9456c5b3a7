import { setTimeout as pause } from 'node:timers/promises';
import * as skorche from 'skorche';

const cities = skorche.queue({ name: 'cities', from: ['Accra', 'Lima', 'Osaka', 'Turin', 'Oslo', 'Quito'] });
const isLong = (city: string): boolean => city.length > 4;
const greet = (city: string): Promise<string> => pause(100, `Hello, ${city}!`);
const greetings = skorche.map(greet, skorche.filter(isLong, cities), { concurrency: 2 });
skorche.batch(greetings, 2).subscribe((pair) => console.log(pair));

const { nodes, duration } = await skorche.run(); // until here, nothing has run
for (const { label, in: taken, out } of nodes) console.log(`${label}: ${taken} in, ${out} out`);
console.log(`${Math.round(duration)} ms for four greetings of 100 ms, two at a time`);
