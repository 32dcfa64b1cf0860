<?php

/*
 * A service provider on SimpleSAMLphp: signs people in and out through an identity provider, and shows what it was told,
 * as JSON.
 *
 *   /login?level=URI   begin a sign-in at that level or better (also: force=1, format=URI of the name)
 *   /person            whom the browser is signed in as, if anybody
 *   /refused           why nobody was signed in: status 403
 *   /logout            sign out, here and at the identity provider; then
 *   /left              how the identity provider says that it went
 *   /metadata          what the identity provider needs to know of this service
 *
 * What remains are the pages of SimpleSAMLphp itself: it takes answers and logout messages there.
 */

use SimpleSAML\Auth\Simple;
use SimpleSAML\Auth\State;

const SOURCE = 'service';
const SIMPLESAMLPHP = '/usr/share/simplesamlphp';
const LEFT = 'service:left';

/** Browsers take Secure cookies over plain http from names of this machine alone, and SameSite=None needs them. */
function mark_cookies(): void
{
    $cookies = preg_grep('/^Set-Cookie:/i', headers_list());
    header_remove('Set-Cookie');
    foreach ($cookies as $cookie) {
        header($cookie . '; Secure; SameSite=None', false);
    }
}

function show(array $value, int $status = 200): void
{
    http_response_code($status);
    header('Content-Type: application/json');
    echo json_encode($value, JSON_PRETTY_PRINT | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
}

/** What SimpleSAMLphp itself calls when something goes wrong, in place of its page. */
class Refusal
{
    public static function show($config, array $data): void
    {
        preg_match_all('/^Caused by: (.*)$/m', $data['error']['exceptionTrace'], $causes);
        show(['error' => $data['errorCode'], 'reason' => end($causes[1]) ?: $data['error']['exceptionMsg']], 403);
        exit;
    }
}

function login(): void
{
    $format = isset($_GET['format'])
        ? ['saml:NameIDPolicy' => ['Format' => $_GET['format'], 'AllowCreate' => true]] : [];
    (new Simple(SOURCE))->login($format + [
        'saml:AuthnContextClassRef' => $_GET['level'] ?? getenv('LEVEL'),
        'saml:AuthnContextComparison' => 'minimum',
        'ForceAuthn' => isset($_GET['force']),
        'ReturnTo' => getenv('URL') . '/person',
        'ErrorURL' => getenv('URL') . '/refused',
    ]);
}

function person(): void
{
    $service = new Simple(SOURCE);
    if (!$service->isAuthenticated()) {
        show(['nameID' => null]);
        return;
    }
    $nameID = $service->getAuthData('saml:sp:NameID');
    show([
        'issuer' => $service->getAuthData('saml:sp:IdP'),
        'nameID' => $nameID->getValue(),
        'nameIDFormat' => $nameID->getFormat(),
        'level' => $service->getAuthData('saml:sp:AuthnContext'),
        'sessionIndex' => $service->getAuthData('saml:sp:SessionIndex'),
        'attributes' => $service->getAttributes(),
    ]);
}

function refused(): void
{
    $exception = State::loadExceptionState()[State::EXCEPTION_DATA];
    $codes = $exception instanceof SimpleSAML\Module\saml\Error
        ? [$exception->getStatus(), $exception->getSubStatus()] : [];
    show(['error' => $exception->getMessage(), 'reason' => implode(' ', array_filter($codes))], 403);
}

function logout(): void
{
    (new Simple(SOURCE))->logout([
        'ReturnTo' => getenv('URL') . '/left', 'ReturnStateParam' => 'state', 'ReturnStateStage' => LEFT,
    ]);
}

function left(): void
{
    $status = State::loadState((string) ($_GET['state'] ?? ''), LEFT)['saml:sp:LogoutStatus'] ?? null;
    show(['logout' => $status === null ? null : array_values(array_filter([$status['Code'], $status['SubCode']]))]);
}

function metadata(): void
{
    $_SERVER['PATH_INFO'] = '/' . SOURCE;
    require SIMPLESAMLPHP . '/modules/saml/www/sp/metadata.php';
}

header_register_callback('mark_cookies');
$page = substr(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH), 1);
if (!in_array($page, ['login', 'person', 'refused', 'logout', 'left', 'metadata'], true)) {
    return false;
}
require SIMPLESAMLPHP . '/www/_include.php';
$page();
