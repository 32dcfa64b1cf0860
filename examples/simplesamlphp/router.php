<?php

/*
 * A service provider with SimpleSAMLphp: sign-in and logout through an identity provider. Shows the received data as JSON.
 *
 *   /login?level=URI   starts a sign-in with this minimum level (also: force=1, format=URI of the NameID)
 *   /person            the person who is signed in, if any
 *   /refused           the reason of a refusal, with status 403
 *   /logout            signs out, here and at the identity provider, and continues at /left
 *   /left              shows the identity provider's result of the logout
 *   /metadata          the metadata of this service
 *
 * All other pages are SimpleSAMLphp's own. They receive answers and logout messages.
 */

use SimpleSAML\Auth\Simple;
use SimpleSAML\Auth\State;

const SOURCE = 'service';
const SIMPLESAMLPHP = '/usr/share/simplesamlphp';
const LEFT = 'service:left';

/** SameSite=None requires Secure cookies. Over plain http, browsers accept these only from names of this machine. */
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

/** SimpleSAMLphp calls this after an error, instead of showing its page. */
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
