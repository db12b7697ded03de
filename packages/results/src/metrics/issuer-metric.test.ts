import { backing, issuance, issuanceRefusals, requestKinds, requestStates } from '@ebb/sdk';
import { describe, expect, test } from '@jest/globals';
import type { FakeRun } from '../../test/fake-run.ts';
import { measured } from '../../test/measured.ts';
import { IssuerMetric } from './issuer-metric.ts';

const ATOM = 1;
const UNIT = 1_000_000;
const { mint, redeem } = requestKinds;
const { executed, paid, queued, refused } = requestStates;
const { none, cooldown, tooSmall } = issuanceRefusals;

const back = (run: FakeRun, seconds: number, own: number, liquid: number, supply: number, waiting = 0): void =>
  run.tell(backing, seconds, ATOM, own, liquid, supply * 4, 4, supply * UNIT, waiting * UNIT, 0);
const ask = (run: FakeRun, seconds: number, id: number, kind: number, state: number, coins: number, why = 0): void =>
  run.tell(issuance, seconds, ATOM, 3, id, kind, state, why, coins * UNIT, 0, 5);

describe('the metric of issuers', () => {
  test('tells what stood behind a coin at the start, at its least and at the end', () => {
    const found = measured(new IssuerMetric(), (run) => {
      back(run, 10, 100, 50, 100);
      back(run, 50, 480, 240, 100);
      back(run, 70, 400, 100, 100, 30);
      back(run, 80, 380, 40, 80, 10);
      back(run, 90, 300, 200, 60);
    });
    expect(found).toMatchObject({
      'ATOM.backingStart': '1.2 fraction',
      'ATOM.backingMin': '1 fraction @70',
      'ATOM.backingEnd': '1.25 fraction',
      'ATOM.liquidMin': '0.125 fraction',
      'ATOM.supplyStart': '100 ATOM',
      'ATOM.supplyEnd': '60 ATOM',
      'ATOM.redemptionsWaiting': '0 ATOM',
      'ATOM.redemptionsWaitingMost': '30 ATOM @70',
    });
  });

  test('tells a ratio that stood at the end of the warm-up as of then', () => {
    const found = measured(new IssuerMetric(), (run) => {
      back(run, 50, 380, 0, 100);
      back(run, 70, 400, 0, 100);
    });
    expect(found['ATOM.backingMin']).toBe('0.95 fraction @60');
  });

  test('counts redemptions that were asked, paid and refused, in parts and at the door', () => {
    const found = measured(new IssuerMetric(), (run) => {
      back(run, 50, 400, 0, 100);
      ask(run, 55, 1, redeem, queued, 9);
      ask(run, 61, 2, redeem, queued, 20);
      ask(run, 62, 2, redeem, executed, -15);
      ask(run, 63, 2, redeem, paid, -15);
      ask(run, 64, 2, redeem, refused, 5, tooSmall);
      ask(run, 65, 3, redeem, refused, 7, cooldown);
      ask(run, 66, 4, mint, queued, 0);
      ask(run, 67, 4, mint, paid, 11, none);
    });
    expect(found).toMatchObject({
      'ATOM.redemptionsAsked': '27 ATOM',
      'ATOM.redemptionsPaid': '15 ATOM',
      'ATOM.redemptionsRefused': '12 ATOM',
      'ATOM.minted': '11 ATOM',
    });
  });

  test('tells the largest share of the supply that was asked back in a minute, and in an hour', () => {
    const found = measured(new IssuerMetric(), (run) => {
      back(run, 60, 400, 0, 100);
      ask(run, 70, 1, redeem, queued, 4);
      ask(run, 200, 2, redeem, queued, 6);
    });
    expect(found['ATOM.runMinute']).toBe('0.06 fraction @180');
    expect(found['ATOM.runHour']).toBe('0.1 fraction @60');
  });

  test('has no ratio where nothing is owed', () => {
    const found = measured(new IssuerMetric(), (run) => back(run, 70, 100, 100, 0));
    expect(found).toMatchObject({ 'ATOM.backingMin': 'NaN fraction', 'ATOM.runMinute': 'NaN fraction' });
  });
});
