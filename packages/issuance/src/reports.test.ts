import { expect, test } from '@jest/globals';
import { IssuerRig, windowPeg } from '../test/issuer-rig.ts';

const report = (everyS: number, delayS: number, hidden = false) => ({
  report: { everyUs: everyS * 1_000_000, delayUs: delayS * 1_000_000, hidden },
});

test('an issuer that hides nothing tells the truth at every upkeep', () => {
  const rig = new IssuerRig(report(0, 0), windowPeg, 100);
  rig.mint(0, 'USDT', 50);
  rig.advance(10);
  expect(rig.reports.map(({ assets, asOfMs, timeUs }) => [assets, asOfMs * 1000 === timeUs])).toEqual([
    [100, true],
    [150, true],
  ]);
});

test('a late one tells what was, and when that was', () => {
  const rig = new IssuerRig(report(0, 25), windowPeg, 100);
  rig.mint(0, 'USDT', 50);
  rig.advance(30);
  expect(rig.truths).toHaveLength(4);
  expect(rig.reports.map(({ assets }) => assets)).toEqual([100]);
  expect(rig.reports[0].timeUs - rig.reports[0].asOfMs * 1000).toBe(25_000_000);
});

test('one that tells once a minute leaves out what is between', () => {
  const rig = new IssuerRig(report(60, 0), windowPeg, 100);
  rig.advance(130);
  expect(rig.truths).toHaveLength(14);
  expect(rig.reports).toHaveLength(3);
});

test('one that hides tells nothing, while the truth stays on record', () => {
  const rig = new IssuerRig(report(0, 0, true), windowPeg, 100);
  rig.advance(30);
  expect([rig.truths.length, rig.reports.length, rig.issuer.reports.latest]).toEqual([4, 0, null]);
});
