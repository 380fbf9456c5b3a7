/** English words that a text is never about. */
const STOP_WORDS = new Set(
  `a about above after again all already also although always am among an and another any are aren't around as at
  be because become been before being below between both but by call called can can't cannot could couldn't
  did didn't do does doesn't doing don't done down due during each either else etc even every everything
  few first following for from further get gets give given go had has have haven't having he her here him his how however
  i i'll i'm if in instead into is isn't it it'll its itself just keep let like made make makes many may maybe me might more
  most much must my need needs neither never new no nor not nothing now of off often on once one only onto or other others
  otherwise our out over own per please rather really same see set she should shouldn't simply since so some something
  still such than that the their them then there therefore these they thing this those though through thus to together too
  two under until up upon us use used uses using usually very via want was wasn't way we well were weren't what whatever
  when where whether which while who whole whose why will with within without won't would wouldn't yet you you're your
  yours`.split(/\s+/),
);

/** One of those, or too short to tell anything. */
export function isStopWord(term: string): boolean {
  return term.length < 3 || STOP_WORDS.has(term);
}
