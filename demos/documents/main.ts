import * as skorche from 'skorche';
import { makeArchives } from './archives.js';
import { writePage } from './page.js';
import { declare } from './pipeline.js';
import { showProgress } from './progress.js';
import { problemList, reportTable } from './report.js';
import { serve } from './server.js';

/**
 * Makes a page of the pictures and documents in zip archives: those whose paths or URLs are given as
 * arguments, or else some made for the occasion and served on this machine.
 */
async function main(addresses: readonly string[]): Promise<void> {
  const { outputs, problems } = declare(addresses);
  const run = skorche.run();
  const endProgress = showProgress(run);
  const report = await run.finally(endProgress);

  const troubles = problems.flush();
  const page = await writePage(outputs.flush(), troubles);
  console.log(`\n${reportTable(report, outputs.pipeline.graph)}`);
  console.log(`\n${problemList(troubles)}`);
  console.log(`\nThe page: ${page}`);
}

const given = process.argv.slice(2);
if (given.length > 0) await main(given);
else {
  process.stderr.write('Making some archives to work on ...\n');
  const server = await serve(await makeArchives());
  await main(server.urls).finally(() => server.close());
}
