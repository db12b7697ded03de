import type { pegRefusals } from '../issuance-codes.ts';

/**
 * Who assets move from or to, as pegs name them: `requester` (whoever asked; on the way in, what the request brought),
 * `supply` (atoms of the issuer's own coins are made or unmade), an account by its number, or a pot of the issuer by any name
 * of its author's, as in `vaults`, `custody`. The pot `reserve` is the wallet that the issuer's desk trades from at its
 * home, and `@alpha` its wallet on the venue alpha.
 */
export type Party = string | number;

/**
 * So many units of an asset that change hands; nothing happens where there is less than one atom. Accounts can be paid, but only
 * a requester pays.
 */
export interface Move {
  readonly asset: string;
  readonly amount: number;
  readonly from: string;
  readonly to: Party;
}

/** Why an issuer refuses a request; `unsafe` is a debt that its collateral would not carry. */
export type IssuerRefusal = (typeof pegRefusals)[number];

/**
 * What a request comes to: moves that are all done or none, `wait` to be asked again later, or why not. `done` is called when the
 * moves have happened, and only then: there a peg changes books of its own. Moves that cannot be paid are not a mistake: the
 * request waits (an action is refused), and the peg is asked again.
 */
export type IssuerAnswer =
  | { readonly moves: readonly Move[]; readonly done?: () => void }
  | { readonly wait: true }
  | { readonly refuse: IssuerRefusal };

/** A request to mint or redeem whose turn has come; amounts in units, after the issuer's fee. */
export interface IssuerRequest {
  readonly account: number;
  /** Units of the coin: what is wanted by a mint (0: as much as the asset is worth), and given by a redemption. */
  readonly coins: number;
  /** What is paid by a mint and wanted by a redemption, and how much (0 in a redemption: as much as the coins are worth). */
  readonly asset: string;
  readonly amount: number;
  readonly nowMs: number;
}

/** Something else that an account asks of a peg, by a word that the peg declares: a bid, a swap, a vote. */
export interface IssuerAction {
  readonly account: number;
  readonly action: string;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly nowMs: number;
}

/** What stands behind a coin and what it promises, in units of the reference asset; the same for every mechanism. */
export interface Backing {
  /** What the issuer owns, and what is pledged to it, at what it counts for. */
  readonly assets: number;
  /** The part of it that could be paid out at once. */
  readonly liquid: number;
  /** What holders of the coin, and those who wait for a payout, are owed. */
  readonly liabilities: number;
}

/** A debtor's place in a mechanism that lends its coin: units of collateral and coin, and how far it is from failing (1 fails). */
export interface DebtPosition {
  readonly account: number;
  readonly asset: string;
  readonly collateral: number;
  readonly debt: number;
  readonly health: number;
}

/**
 * A mechanism that holds a coin to its par. It keeps its own books, reads the issuer's through ISSUER, may trade through DESK
 * like anyone, and returns what shall move; the house queues requests, moves the assets and publishes the facts.
 */
export interface Peg {
  mint(request: IssuerRequest): IssuerAnswer;
  redeem(request: IssuerRequest): IssuerAnswer;
  backing(): Backing;
  /** Called once an interval: interest, settlement with custodians, auctions. A move that cannot be paid breaks the run. */
  upkeep?(nowMs: number): readonly Move[];
  /** What one coin is worth by the mechanism's own terms, in units of the reference asset; 1 when absent. */
  parity?(): number;
  /** The words that `act` takes. */
  readonly actions?: readonly string[];
  act?(action: IssuerAction): IssuerAnswer;
  /** Debtors, for those who watch them; in a fixed order. */
  positions?(): readonly DebtPosition[];
  /** Called once, before the first instant of the run. */
  start?(): void;
}

/** An issuer's books as its peg reads them; units. */
export interface IssuerBooks {
  /** Symbols of the coin, and of what its par is reckoned in (empty: the scenario's unit of account). */
  readonly coin: string;
  readonly reference: string;
  /** Symbols of the coins that it may make and unmake, its own first. */
  readonly coins: readonly string[];
  /** The account whose desk the peg trades with. */
  readonly account: number;
  /** Units of one of the issuer's coins that are in other hands than the issuer's: what it has issued and not taken back. */
  circulating(coin?: string): number;
  /** Atoms in one unit of an asset: what amounts are rounded to. */
  atomsPerUnit(asset: string): number;
  /** Units of an asset in a pot, as moves name them. */
  balance(asset: string, pot: string): number;
  /** Units of an asset over all pots and wallets of the issuer, except what is set aside for payouts. */
  owned(asset: string): number;
  /** Equity of the issuer's positions on a venue, in its settlement asset. */
  equity(venue: string): number;
  /** Units set aside for payouts that are decided and not yet paid, and units of the coin whose redemption waits. */
  setAside(asset: string): number;
  waitingCoins(): number;
  /** The value of one unit in units of the reference: by outside value, else by the market that prices it; NaN without either. */
  value(asset: string): number;
  /** Everything owned at its value, positions' equity included: the usual `assets` of a backing. */
  worth(): number;
  /** Offers a lot of an asset for sale until `endsMs`; bids come as actions. Returns the number of the lot. */
  offer(asset: string, amount: number, debt: number, endsMs: number): number;
  /** Tells that (part of) a lot went to an account for so many coins, and whether it is closed. */
  sold(lot: number, account: number, amount: number, paid: number, closed: boolean): void;
}
