import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { Field } from '../ui/Field';
import { Page } from '../ui/Page';
import { ProblemNotice } from '../ui/problem';

/** Founds a team; whoever founds it owns it. */
export function NewTeamPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const found = useMutation({
    mutationFn: () => data(api.POST('/api/v1/teams', { body: { name } })),
    onSuccess: async (team) => {
      await queries.invalidateQueries({ queryKey: ['session'] });
      await navigate({ to: '/t/$team', params: { team: team.id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    found.mutate();
  };
  return (
    <Page title={t('team.new')} note={t('team.newNote')}>
      <form className="sheet pad stack" style={{ maxWidth: 480 }} onSubmit={submit}>
        {found.isError && <ProblemNotice failure={found.error} />}
        <Field
          label={t('team.name')}
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="row">
          <button type="submit" className="primary" disabled={found.isPending}>
            {t('team.create')}
          </button>
        </div>
      </form>
    </Page>
  );
}
