import { useSearch } from '@tanstack/react-router';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProduct } from '../session/session';
import { bytes, percent } from '../ui/format';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import styles from './Imports.module.css';
import type { Sent } from './imports';
import { Steps } from './Steps';
import { useUpload } from './useUpload';

/** The first step: a file. It is streamed to the server, which begins to read it at once. */
export function NewImportPage() {
  const { t } = useTranslation();
  const product = useProduct();
  const { corrects } = useSearch({ strict: false });
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const { send, breakOff } = useUpload();
  // Leaving would break the transfer off; afterwards nothing is lost by leaving.
  const sending = send.isPending;
  useEffect(() => {
    if (!sending) return undefined;
    const guard = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', guard);
    return () => window.removeEventListener('beforeunload', guard);
  }, [sending]);
  const take = (file: File | undefined) => {
    if (!file || sending) return;
    if (file.size === 0) {
      setWrong(t('upload.empty', { name: file.name }));
      return;
    }
    setWrong(null);
    send.mutate(
      { file, fields: corrects ? { corrects } : {}, onSent: setSent },
      { onSettled: () => setSent(null) },
    );
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  const aborted = send.error instanceof DOMException;
  return (
    <Page title={t(corrects ? 'upload.corrected' : 'imports.new')} context={product.name}>
      <Steps current="file" />
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions -- dropping is extra to the button */}
      <div
        className={styles.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {sent ? (
          <div className="stack">
            <label htmlFor="upload-progress">
              {t('upload.sending', {
                sent: bytes(sent.sent),
                size: bytes(sent.size),
                percent: percent(sent.size ? sent.sent / sent.size : 1),
              })}
            </label>
            <progress id="upload-progress" value={sent.sent} max={sent.size} />
            <div className="row">
              <button type="button" onClick={breakOff}>
                {t('action.cancel')}
              </button>
            </div>
          </div>
        ) : (
          <>
            <button type="button" className="primary" onClick={() => input.current?.click()}>
              {t('upload.choose')}
            </button>
            <p>{t('upload.drop')}</p>
            <p className="muted">{t('upload.formats')}</p>
          </>
        )}
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onChange={(event) => {
            take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      <div aria-live="polite">
        {wrong && <div className="notice danger">{wrong}</div>}
        {aborted && <div className="notice">{t('upload.aborted')}</div>}
        {send.isError && !aborted && <ProblemNotice failure={send.error} />}
      </div>
      <section className={styles.needs}>
        <h2>{t('upload.needs')}</h2>
        <p>{t('upload.needsText')}</p>
      </section>
    </Page>
  );
}
