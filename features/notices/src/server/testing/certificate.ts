/** A certificate, and its key, of all the services that the tests stand in for; it is believed nowhere else. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIB8zCCAZigAwIBAgIBATAKBggqhkjOPQQDAjATMREwDwYDVQQDDAhzdGFuZC1p
bjAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowEzERMA8GA1UEAwwI
c3RhbmQtaW4wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARZ1y0t2RohCDu2O+O4
PdAqUrQOQ2rqzVrOSjsqd8kfS3zMM1tYh4W+iWpHe20xnIbsaDj6yr7ifrZeSbpl
thxDo4HaMIHXMA8GA1UdEwEB/wQFMAMBAf8wgaQGA1UdEQSBnDCBmYIJbG9jYWxo
b3N0ghFvYXBpLmRpbmd0YWxrLmNvbYIOb3Blbi5mZWlzaHUuY26CE3F5YXBpLndl
aXhpbi5xcS5jb22CD2hvb2tzLnNsYWNrLmNvbYIWcHJvZC0xLmxvZ2ljLmF6dXJl
LmNvbYIPZ2F0ZXdheS5leGFtcGxlggxwdXNoLmV4YW1wbGWCDG1haWwuZXhhbXBs
ZTAdBgNVHQ4EFgQUGtPYNor1FFmLWrO4iDl18Lv3mucwCgYIKoZIzj0EAwIDSQAw
RgIhAPxOrafxFGsHLQ41BQhJ7TKvL4S33ahc582PdtBZNfcqAiEA9LN7bxIPmKXC
uxQemK8MskqgZ2RqgBkDC0RnWCylrXA=
-----END CERTIFICATE-----`;

export const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgQvPSJaorRJwY30jb
sCjTno7Cl4ny2y52HS3ubo+mgYehRANCAARZ1y0t2RohCDu2O+O4PdAqUrQOQ2rq
zVrOSjsqd8kfS3zMM1tYh4W+iWpHe20xnIbsaDj6yr7ifrZeSbplthxD
-----END PRIVATE KEY-----`;
