// With `--permission`, and without code from strings, it works, or an error says which flag is missing.
import { map, Pipeline, processes, threads } from 'skorche';
import { again, args } from '../again.mjs';
import { check } from '../verdict.mjs';

const said = async (kind, flags) => (await again([kind], { flags })).stdout;

if (args.length > 0) {
  const [kind] = args;
  const pipeline = new Pipeline();
  const same =
    kind === 'here'
      ? (n) => n
      : { threads, processes }[kind](new URL('../modules/plain.mjs', import.meta.url)).same;
  const results = map(same, pipeline.queue({ from: [1, 2] }), { ordered: true });
  await pipeline.run({ threads: 1, processes: 1 }).then(
    () => console.log(results.flush().join()),
    ({ code, message }) => console.log(`${code} ${message}`),
  );
} else {
  const [major] = process.versions.node.split('.').map(Number);
  const permission = [
    major === 20 || major === 22 ? '--experimental-permission' : '--permission',
    '--allow-fs-read=*',
  ];
  const strict = ['--disallow-code-generation-from-strings'];
  for (const kind of ['here', 'threads', 'processes'])
    check(`${kind}, strict`, await said(kind, strict), '1,2');
  check('here, with permissions', await said('here', permission), '1,2');
  for (const [kind, flag] of [
    ['threads', '--allow-worker'],
    ['processes', '--allow-child-process'],
  ]) {
    const refused = await said(kind, permission);
    check(
      `${kind}: "${refused}" names ${flag}`,
      refused.startsWith('worker-start-failed') && refused.includes(flag),
    );
    const allowed = await said(kind, [...permission, flag]);
    const isNamed = allowed.startsWith('worker-start-failed') && /--allow-[a-z-]+/.test(allowed);
    check(`${kind}, with ${flag}: "${allowed}" is right`, allowed === '1,2' || isNamed);
  }
}
