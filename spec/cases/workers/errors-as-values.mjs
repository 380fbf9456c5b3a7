// An error that is returned crosses like one that is thrown: with its name, code, cause and its own fields.
// Reported as piscinajs/piscina#1143, josdejong/workerpool#516 and taskforcesh/bullmq#254.
import { map, Pipeline, processes, threads } from 'skorche';
import { check } from '../verdict.mjs';

const READ = {
  throws: ({ cause }) => cause,
  rejects: ({ cause }) => cause,
  throwsMany: ({ cause }) => cause.errors[0],
  returns: (value) => value,
  returnsWithin: ({ error }) => error,
};

for (const [kind, from] of Object.entries({ threads, processes })) {
  const tasks = from(new URL('../modules/errors.mjs', import.meta.url));
  for (const [name, read] of Object.entries(READ)) {
    const pipeline = new Pipeline();
    const problems = pipeline.queue();
    const results = map(tasks[name], pipeline.queue({ from: [1] }), { onError: problems });
    await pipeline.run({ [kind]: 1 });
    const [failure] = problems.flush();
    const error = read(failure?.error ?? results.flush()[0] ?? {});
    const { code, status, details, when, cause } = error ?? {};
    const seen = [
      error instanceof Error,
      error?.name,
      error?.message,
      code,
      status,
      details,
      when,
      cause?.name,
      cause?.code,
    ];
    const sent = [
      true,
      'HttpError',
      'teapot',
      'E_HTTP',
      418,
      { tried: [1, 2] },
      new Date(0),
      'TypeError',
      'E_INSIDE',
    ];
    check(`${kind}, ${name}`, seen, sent);
  }
}
