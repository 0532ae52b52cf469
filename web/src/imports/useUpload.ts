import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useProduct, useTeam } from '../session/session';
import { type ImportState, importQuery, type Sent, upload } from './imports';

/** A file on its way, and what is said with it. */
export interface Upload {
  file: File;
  fields?: Record<string, string> | Promise<Record<string, string>>;
  /** Of the attempts to send one file: once it has arrived, another attempt finds its import. */
  key?: string;
  onSent?: (sent: Sent) => void;
}

/**
 * Uploads a file into the page's product; it can be broken off. Whoever is still where they sent it
 * from opens its import then: nobody is called away from another page.
 */
export function useUpload() {
  const team = useTeam();
  const product = useProduct();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const abort = useRef(new AbortController());
  const send = useMutation({
    mutationFn: async ({
      file,
      fields = {},
      key = crypto.randomUUID(),
      onSent = () => undefined,
    }: Upload) => {
      const { signal } = (abort.current = new AbortController());
      onSent({ sent: 0, size: file.size });
      const said = await fields;
      signal.throwIfAborted();
      return upload(
        `/api/v1/teams/${team.id}/products/${product.id}/imports`,
        file,
        said,
        key,
        onSent,
        signal,
      );
    },
    onSuccess: (state) => {
      queries.setQueryData(importQuery(team.id, state.id).queryKey, state);
      void queries.invalidateQueries({ queryKey: ['imports', team.id] });
    },
  });
  const open = (state: ImportState) =>
    void navigate({
      to: '/t/$team/p/$product/imports/$importId',
      params: { team: team.id, product: product.id, importId: state.id },
    });
  return { send, open, breakOff: () => abort.current.abort() };
}
