#!/usr/bin/env bash
# Makes a CA and a server certificate for the webhook's Service; see README.md beside this file.
# Usage: certs/make.sh [FOLDER]. Set SERVICE, NAMESPACE, CA_DAYS or DAYS to differ.
set -euo pipefail
umask 077

folder=${1:-.local/certs}
service=${SERVICE:-wf-defaults}
namespace=${NAMESPACE:-wf-defaults}
host=$service.$namespace.svc

mkdir -p "$folder"
cd "$folder"

if [[ ! -e ca.key ]]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days "${CA_DAYS:-3650}" \
    -subj "/CN=wf-defaults CA" -keyout ca.key -out ca.crt -config <(printf '%s\n' \
    '[req]' 'distinguished_name = name' 'x509_extensions = ca' '[name]' \
    '[ca]' 'basicConstraints = critical, CA:true, pathlen:0' 'keyUsage = critical, keyCertSign, cRLSign' \
    'subjectKeyIdentifier = hash')
fi

# The key pair is replaced as a whole: whoever watches the files must not meet a new certificate with an old key for long.
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -subj "/CN=$service" \
  -keyout tls.key.new -out tls.csr -config <(printf '%s\n' '[req]' 'distinguished_name = name' '[name]')
openssl x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -days "${DAYS:-365}" -out tls.crt.new -extfile <(printf '%s\n' \
  'basicConstraints = critical, CA:false' 'keyUsage = critical, digitalSignature' 'extendedKeyUsage = serverAuth' \
  'subjectKeyIdentifier = hash' 'authorityKeyIdentifier = keyid' \
  "subjectAltName = DNS:$host, DNS:$host.cluster.local, DNS:localhost, IP:127.0.0.1")
openssl verify -x509_strict -CAfile ca.crt -verify_hostname "$host" tls.crt.new
mv tls.key.new tls.key
mv tls.crt.new tls.crt
rm -f tls.csr

echo "in $folder: ca.crt, ca.key, tls.crt, tls.key for $host"
