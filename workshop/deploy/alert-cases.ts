/** Values at every half minute of a quarter of an hour, as promtool writes series: of a server that is well, and of one that is not. */
interface AlertCase {
  readonly alert: string;
  /** By metric and labels. */
  readonly well: Readonly<Record<string, string>>;
  readonly ill: Readonly<Record<string, string>>;
}

const requests = (status: string, route = '/api/now') =>
  `guiju_http_requests_total{method="GET",route="${route}",status="${status}"}`;
const seconds = (le: string) =>
  `guiju_http_request_duration_seconds_bucket{method="GET",route="/api/now",le="${le}"}`;
const one = (metric: string, well: string, ill: string) => ({
  well: { [metric]: well },
  ill: { [metric]: ill },
});

export const alertCases: readonly AlertCase[] = [
  { alert: 'GuijuDown', ...one('up', '1x40', '0x40') },
  { alert: 'GuijuNotReady', ...one(requests('5xx', '/readyz'), '7x40', '0+3x40') },
  {
    alert: 'GuijuErrors',
    well: { [requests('2xx')]: '0+97x40', [requests('5xx')]: '0+3x40' },
    ill: { [requests('2xx')]: '0+90x40', [requests('5xx')]: '0+10x40' },
  },
  {
    alert: 'GuijuSlow',
    well: { [seconds('2.5')]: '0+99x40', [seconds('1')]: '0+98x40', [seconds('+Inf')]: '0+100x40' },
    ill: { [seconds('2.5')]: '0+90x40', [seconds('1')]: '0+80x40', [seconds('+Inf')]: '0+100x40' },
  },
  { alert: 'GuijuBusy', ...one('nodejs_eventloop_lag_p99_seconds', '0.1x40', '0.9x40') },
  { alert: 'GuijuRestarts', ...one('process_start_time_seconds', '1x20 2x20', '1+1x40') },
  { alert: 'GuijuMemory', ...one('process_resident_memory_bytes', '300000000x40', '1400000000x40') },
  {
    alert: 'GuijuFilesOpen',
    well: { process_open_fds: '100x40', process_max_fds: '1000x40' },
    ill: { process_open_fds: '900x40', process_max_fds: '1000x40' },
  },
  { alert: 'GuijuOtherModel', ...one('guiju_model_revision', '8x40', '7x40') },
  { alert: 'GuijuNotFollowing', ...one('guiju_revision', '100+5x40', '100x40') },
  {
    alert: 'GuijuDatabaseMember',
    well: { 'guiju_database_member{member="one:3306",active="true",state="writable"}': '1x40' },
    ill: { 'guiju_database_member{member="one:3306",active="false",state="away",reason="gone"}': '1x40' },
  },
  { alert: 'GuijuClock', ...one('guiju_clock_ahead_seconds', '1x40', '-3x40') },
  { alert: 'GuijuMemberClock', ...one('guiju_node_clock_ahead_seconds{node="web-2"}', '-1x40', '3x40') },
  { alert: 'GuijuCommitsAhead', ...one('guiju_commits_ahead_seconds', '0x40', '3x40') },
  { alert: 'GuijuMatchDiffered', ...one('guiju_match_checks_total{result="differed"}', '0x40', '0x20 1x20') },
  { alert: 'GuijuLogLost', ...one('guiju_log_lines_dropped_total', '9x40', '0+1x40') },
  {
    alert: 'GuijuTracesLost',
    ...one('guiju_trace_spans_dropped_total{reason="refused"}', '9x40', '0+1x40'),
  },
  {
    alert: 'GuijuStreamsRefused',
    ...one('guiju_event_streams_refused_total{limit="all"}', '9x40', '0+1x40'),
  },
  { alert: 'GuijuLongReads', ...one('guiju_long_reads_total{end="deadline"}', '0x39 1', '0+1x40') },
  {
    alert: 'GuijuSearchBehind',
    ...one('guiju_search_index_behind{form="user",phase="ready"}', '9x180', '20000x180'),
  },
  {
    alert: 'GuijuBackupLate',
    well: { guiju_backup_age_seconds: '172800x40', guiju_backup_interval_seconds: '86400x40' },
    ill: { guiju_backup_age_seconds: '172801x40', guiju_backup_interval_seconds: '86400x40' },
  },
  { alert: 'GuijuBackupUnfit', ...one('guiju_backup_unfit', '0x40', '1x40') },
  {
    alert: 'GuijuAuditNotForwarded',
    ...one('guiju_audit_forward_failing_seconds', '900x40', '901+30x40'),
  },
];
