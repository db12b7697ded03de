import { pegSuite } from '@ebb/testkit';
import syntheticDollar from './synthetic-dollar.ts';

pegSuite(syntheticDollar);
