import { Navigate, useParams } from '@tanstack/react-router';
import { useSession } from '../session/session';
import { NewProductPage } from '../team/NewProductPage';
import { NewTeamPage } from '../team/NewTeamPage';
import { lastPlace } from './lastPlace';

/** Leads to where one was last, or to the first step that is missing: a team, a product. */
export function HomePage() {
  const session = useSession();
  const { team: wanted } = useParams({ strict: false });
  const last = lastPlace();
  const team =
    session.teams.find((each) => each.id === (wanted ?? last?.team)) ??
    (wanted ? undefined : session.teams[0]);
  if (!team) return <NewTeamPage />;
  const product = team.products.find((each) => each.id === last?.product) ?? team.products[0];
  if (!product) {
    return team.actions.includes('create-product') ? (
      <NewProductPage teamId={team.id} />
    ) : (
      <Navigate to="/t/$team/members" params={{ team: team.id }} replace />
    );
  }
  return (
    <Navigate
      to="/t/$team/p/$product/overview"
      params={{ team: team.id, product: product.id }}
      replace
    />
  );
}
