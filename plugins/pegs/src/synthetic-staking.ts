import type { IssuerAction, IssuerAnswer } from '@ebb/sdk';

/** Coins that an account has taken out of the stake and may claim from a moment on. */
interface Cooling {
  readonly coins: number;
  readonly fromMs: number;
}

/**
 * The stake of a coin that income is paid to: shares that are worth more coins as income comes in. Staked coins lie in the pot
 * `staked`; what is unstaked leaves its income behind and lies in the pot `cooling` until it may be claimed. Source: Ethena,
 * documentation of StakedUSDeV2 (an ERC-4626 vault with a cooldown).
 */
export class SyntheticStaking {
  readonly actions = ['stake', 'unstake', 'claim'] as const;
  readonly #coin: string;
  readonly #cooldownMs: number;
  readonly #staked: () => number;
  readonly #shares = new Map<number, number>();
  readonly #cooling = new Map<number, Cooling>();
  #supply = 0;

  /** `staked` tells the coins in the pot of that name. */
  constructor(coin: string, cooldownMs: number, staked: () => number) {
    this.#coin = coin;
    this.#cooldownMs = cooldownMs;
    this.#staked = staked;
  }

  /** Shares in all. */
  get shares(): number {
    return this.#supply;
  }

  /** Coins behind one share; 1 while there is none. */
  get rate(): number {
    return this.#supply > 0 ? this.#staked() / this.#supply : 1;
  }

  /** `stake` takes coins, `unstake` shares (0: all), and `claim` nothing. */
  act(request: IssuerAction): IssuerAnswer {
    const { action } = request;
    if (action === 'stake') return this.#stake(request);
    return action === 'unstake' ? this.#unstake(request) : this.#claim(request);
  }

  #stake({ account, a: coins }: IssuerAction): IssuerAnswer {
    const { rate } = this;
    if (!(coins > 0) || !(rate > 0)) return { refuse: 'tooSmall' };
    return {
      moves: [{ asset: this.#coin, amount: coins, from: 'requester', to: 'staked' }],
      done: () => this.#change(account, coins / rate),
    };
  }

  #unstake({ account, a, nowMs }: IssuerAction): IssuerAnswer {
    const owned = this.#shares.get(account) ?? 0;
    const shares = a === 0 ? owned : a;
    if (!(shares > 0) || shares > owned) return { refuse: 'unknown' };
    // Whole hundredths: the sum of several is then what lies in the pot, to the atom.
    const coins = Math.floor(Math.min(shares * this.rate, this.#staked()) * 100) / 100;
    return {
      moves: [{ asset: this.#coin, amount: coins, from: 'staked', to: 'cooling' }],
      done: () => {
        this.#change(account, -shares);
        // As in StakedUSDeV2, a further unstaking adds to what cools and starts the cooldown of all of it again.
        const before = this.#cooling.get(account)?.coins ?? 0;
        this.#cooling.set(account, { coins: before + coins, fromMs: nowMs + this.#cooldownMs });
      },
    };
  }

  #claim({ account, nowMs }: IssuerAction): IssuerAnswer {
    const cooling = this.#cooling.get(account);
    if (cooling === undefined) return { refuse: 'unknown' };
    if (nowMs < cooling.fromMs) return { refuse: 'closed' };
    return {
      moves: [{ asset: this.#coin, amount: cooling.coins, from: 'cooling', to: 'requester' }],
      done: () => void this.#cooling.delete(account),
    };
  }

  #change(account: number, shares: number): void {
    this.#shares.set(account, (this.#shares.get(account) ?? 0) + shares);
    this.#supply += shares;
  }
}
