import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testServers, type TestDatabase } from "../testing.ts";
import { useOutside } from "./outside.ts";

describe("a PostgreSQL named by DATABASE_URL", () => {
  it("that does not answer is refused with a sentence that repeats no password", async () => {
    const refused = useOutside("postgresql://niuniu:marked@127.0.0.1:1/none");
    await expect(refused).rejects.toMatchObject({ code: "host/database-unreachable" });
    await expect(refused).rejects.toThrow(/^(?!.*marked).*Check the address/);
  });

  it("that is older than 15 is refused, naming both versions", async () => {
    const frame = (type: string, body: Buffer): Buffer => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(body.length + 4);
      return Buffer.concat([Buffer.from(type), length, body]);
    };
    const row = Buffer.concat([Buffer.from([0, 1, 0, 0, 0, 6]), Buffer.from("140011")]);
    const column = Buffer.concat([
      Buffer.from([0, 1]),
      Buffer.from("server_version_num\0"),
      Buffer.alloc(6),
      Buffer.from([0, 0, 0, 25, 255, 255, 255, 255, 255, 255, 0, 0]),
    ]);
    const idle = frame("Z", Buffer.from("I"));
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => {
        socket.write(Buffer.concat([frame("R", Buffer.alloc(4)), idle]));
        socket.once("data", () =>
          socket.write(Buffer.concat([frame("T", column), frame("D", row), frame("C", Buffer.from("SHOW\0")), idle])),
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    const refused = useOutside(`postgresql://niuniu@127.0.0.1:${port}/old?sslmode=disable`);
    await expect(refused).rejects.toThrow(/version 14.*15 or later/);
    server.close();
  });
});

describe.each(testServers)("%s", (_name, begin) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await begin();
  });
  afterAll(() => database.close());

  it("is taken when it is named by a URL", async () => {
    const { host, connectionString } = await database.fresh();
    const url = connectionString ?? `postgresql://niuniu@/postgres?host=${host ?? ""}`;
    const used = await useOutside(url);
    expect(used.connection).toEqual({ connectionString: url });
    await used.stop();
  });
});
