import { INHERITED } from "./cluster.ts";

/**
 * Durable, small and silent: every acknowledged commit is on disk, a small machine keeps its memory, and no statement
 * or value of a report reaches a log. Given on the command line, so that no file in the data folder can weaken them.
 */
const SETTINGS = {
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  listen_addresses: "",
  unix_socket_permissions: "0700",
  max_connections: "40",
  // Full within a thousand reports and never given back; whatever else is read lies in the system's own cache.
  shared_buffers: "12MB",
  // Room for one commit of 32 reports; by default only a thirty-second of the buffers.
  wal_buffers: "1MB",
  work_mem: "4MB",
  maintenance_work_mem: "32MB",
  // To look over a table three hundred times as many rows are held at once: 120 MB of ciphertext by default, 12 so.
  default_statistics_target: "10",
  huge_pages: "off",
  jit: "off",
  // The default starts three worker processes that pay off on large scans only.
  io_method: "sync",
  max_worker_processes: "2",
  max_parallel_workers: "0",
  max_parallel_workers_per_gather: "0",
  max_parallel_maintenance_workers: "0",
  max_logical_replication_workers: "0",
  autovacuum_max_workers: "1",
  autovacuum_worker_slots: "2",
  max_wal_senders: "0",
  max_replication_slots: "0",
  // Enough for an online copy of the data folder.
  wal_level: "replica",
  min_wal_size: "32MB",
  max_wal_size: "512MB",
  idle_in_transaction_session_timeout: "60s",
  // What is deleted must not linger in the log of slow or failed statements.
  log_min_messages: "fatal",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
  log_destination: "stderr",
  logging_collector: "off",
  update_process_title: "off",
  timezone: "UTC",
  log_timezone: "UTC",
} as const;

/** For tests, in which nothing has to outlive the machine and two files at a time share one server. */
export const FORGETFUL: Readonly<Record<string, string>> = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "200",
  jit: "off",
};

/** The command line of the server process. `sockets` is the folder its only door stands in; `other`: in the place of ours. */
export function serverArguments(
  sockets: string,
  port: number,
  other: Readonly<Record<string, string>> = {},
): readonly string[] {
  const given = { ...SETTINGS, ...other, unix_socket_directories: sockets, port: String(port) };
  return ["-D", INHERITED, ...Object.entries(given).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}
