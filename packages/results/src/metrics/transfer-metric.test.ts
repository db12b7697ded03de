import { transfer, transferRefusals, transferStates } from '@ebb/sdk';
import { expect, test } from '@jest/globals';
import { measured } from '../../test/measured.ts';
import { TransferMetric } from './transfer-metric.ts';

const { requested, arrived, refused, released, waiting } = transferStates;

test('the metric of transfers counts what was asked for after the warm-up, what became of it, and the fees', () => {
  const found = measured(new TransferMetric(), (run) => {
    const tell = (second: number, id: number, state: number, fee = 0): void => {
      const refusal = state === waiting ? transferRefusals.withdrawalsClosed : transferRefusals.none;
      run.tell(transfer, second, 0, 1, id, 0, 500, 0, 0, state, refusal, 1, fee);
    };
    tell(50, 1, requested, 7);
    tell(61, 1, arrived, 7);
    tell(62, 2, requested, 3);
    tell(63, 3, refused);
    tell(64, 4, requested, 3);
    tell(65, 2, waiting, 3);
    tell(66, 2, waiting, 3);
    tell(67, 2, released, 3);
    tell(70, 2, arrived, 5);
    run.passTo(90);
  });
  expect(found).toEqual({
    'alpha.transfersAsked': '3 transfers',
    'alpha.transfersArrived': '1 transfers',
    'alpha.transfersRefused': '1 transfers',
    'alpha.transfersHeldUp': '1 transfers',
    'alpha.transfersUnderWay': '1 transfers',
    'alpha.longestTransfer': '26 s',
    'USDT@alpha.transferFees': '0.0005 USDT',
  });
});

test('says nothing of venues where nobody asked for a transfer', () => {
  expect(measured(new TransferMetric(), (run) => run.passTo(90))).toEqual({});
});
