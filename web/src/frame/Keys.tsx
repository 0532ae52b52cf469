import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { singleKeys } from '../account/preferences';
import { Dialog } from '../ui/Dialog';
import styles from './Keys.module.css';

/** Whether a key is meant for what one is typing in. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))
  );
}

const LIST: [string, string][] = [
  ['Ctrl K', 'palette'],
  ['?', 'keys'],
  ['/', 'search'],
  ['↑ ↓ ← →', 'move'],
  ['Ctrl Home, Ctrl End', 'ends'],
  ['Enter', 'open'],
  ['Esc', 'close'],
  ['J, K', 'step'],
  ['Space', 'choose'],
  ['Shift ↑ ↓', 'range'],
  ['Ctrl A', 'all'],
];

/** The list of keys, opened by a question mark. */
export function Keys() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || isTyping(event.target) || singleKeys.get() === 'off') return;
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  if (!open) return null;
  return (
    <Dialog title={t('keys.title')} onClose={() => setOpen(false)}>
      <dl className={styles.keys}>
        {LIST.map(([keys, what]) => (
          <div key={what}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{t(`keys.${what}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">{t('keys.off')}</p>
      <div className="row">
        <button type="button" autoFocus onClick={() => setOpen(false)}>
          {t('keys.close')}
        </button>
      </div>
    </Dialog>
  );
}
