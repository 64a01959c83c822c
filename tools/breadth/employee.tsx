/** The employees' area as it will be, behind a sign-in for the test alone: whoever types a token is in. */
import "@niuniu/ui/styles.css";
import "@niuniu/ui/area.css";
import { call, Field, Form, startKit, startLanguage } from "@niuniu/ui";
import { Area, startArea, type Entered } from "@niuniu/ui/area";
import { audiences } from "@niuniu/wire";
import { render, type JSX } from "preact";
import { useState } from "preact/hooks";
import { parts } from "../../apps/web/src/employee-places.ts";

function Home(): JSX.Element {
  const [token, setToken] = useState("");
  const [inside, setInside] = useState<Entered | null>(null);
  const enter = (): void => {
    const authorization = `${audiences.employee.word} ${token}`;
    const ask: Entered["ask"] = (route, request) => call(route, request, { authorization });
    setInside({ authorization, ask, refused: () => undefined });
  };
  if (inside !== null) {
    return <Area title="Home" home="/home" parts={parts} asks={null} inside={inside} who="somebody" me={null} />;
  }
  return (
    <Form onSubmit={enter}>
      <Field label="Token" value={token} onInput={setToken} />
      <button type="submit">Enter</button>
    </Form>
  );
}

startKit();
startArea();
for (const part of parts) part.start();
startLanguage();
const root = document.getElementById("app");
if (root !== null) render(<Home />, root);
