import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProduct, useTeam } from '../session/session';
import { bytes, percent } from '../ui/format';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';
import styles from './Imports.module.css';
import { importQuery, type Sent, upload } from './imports';
import { Steps } from './Steps';

/** The first step: a file. It is streamed to the server, which begins to read it at once. */
export function NewImportPage() {
  const { t } = useTranslation();
  const team = useTeam();
  const product = useProduct();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { corrects } = useSearch({ strict: false });
  const input = useRef<HTMLInputElement>(null);
  const abort = useRef(new AbortController());
  const [over, setOver] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const send = useMutation({
    mutationFn: (file: File) => {
      abort.current = new AbortController();
      setSent({ sent: 0, size: file.size });
      return upload(
        `/api/v1/teams/${team.id}/products/${product.id}/imports`,
        file,
        corrects ? { corrects } : {},
        setSent,
        abort.current.signal,
      );
    },
    onSuccess: async (state) => {
      queries.setQueryData(importQuery(team.id, state.id).queryKey, state);
      void queries.invalidateQueries({ queryKey: ['imports', team.id] });
      await navigate({
        to: '/t/$team/p/$product/imports/$importId',
        params: { team: team.id, product: product.id, importId: state.id },
      });
    },
    onSettled: () => setSent(null),
  });
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
    send.mutate(file);
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
              <button type="button" onClick={() => abort.current.abort()}>
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
