import { gaussian, xorshift } from './random.mjs';

/** How many coins there are beside the money that everything is settled in. */
export const COINS = 15;

/** What is left of every price at the end, but for noise. */
const LEFT = 0.4;

/**
 * A crash of 60 %: each update moves one price of one coin, its mark or its collateral price, to `level` × where it began.
 * The logarithm of a coin's level falls evenly to ln 0.4; all share a noise that is nothing at both ends (a walk of 0.05 %
 * an update, bridged), and each coin has one of its own (of about 1 %, forgotten within some fifty of its updates).
 */
export function makePath(updates) {
  const random = xorshift(91);
  const normal = gaussian(random);
  const path = { coin: new Uint8Array(updates), isMark: new Uint8Array(updates), level: new Float64Array(updates) };
  const walk = new Float64Array(updates + 1);
  for (let i = 0; i < updates; i++) walk[i + 1] = walk[i] + 0.0005 * normal();
  const own = new Float64Array(COINS);
  for (let i = 0; i < updates; i++) {
    const coin = Math.floor(random() * COINS);
    const share = (i + 1) / updates;
    own[coin] = 0.98 * own[coin] + 0.002 * normal();
    path.coin[i] = coin;
    path.isMark[i] = random() < 0.5 ? 1 : 0;
    path.level[i] = Math.exp(Math.log(LEFT) * share + walk[i + 1] - walk[updates] * share + own[coin]);
  }
  return path;
}
