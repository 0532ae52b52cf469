import { type Amount, moneyParts } from './format';
import styles from './HeroAmount.module.css';

/** A large amount, whose decimals stand back. */
export function HeroAmount({ of }: { of: Amount }) {
  const [before, decimals, after] = moneyParts(of);
  return (
    <span>
      {before}
      {decimals && <span className={styles.decimals}>{decimals}</span>}
      {after}
    </span>
  );
}
