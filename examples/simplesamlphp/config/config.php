<?php

// Values of the environment come from the script `run`.
$config = [
    'baseurlpath' => getenv('URL') . '/',
    'certdir' => getenv('STATE') . '/',
    'datadir' => getenv('STATE') . '/',
    'tempdir' => getenv('STATE') . '/temporary',
    'secretsalt' => trim(file_get_contents(getenv('STATE') . '/salt')),
    'auth.adminpassword' => bin2hex(random_bytes(16)),
    'timezone' => 'Europe/Madrid',
    'logging.handler' => 'stderr',
    'logging.level' => SimpleSAML\Logger::NOTICE,
    'errors.show_function' => ['Refusal', 'show'],  // of router.php
    'module.enable' => ['core' => true, 'saml' => true],
    // What the identity provider publishes, as it is.
    'metadata.sources' => [['type' => 'xml', 'file' => getenv('STATE') . '/idp.xml']],
    'authproc.sp' => [],
    'store.type' => 'phpsession',
    'session.phpsession.savepath' => getenv('STATE') . '/sessions',
    'session.cookie.name' => 'SimpleSAMLSessionID',
    // Over https: true and 'None'. Over http SimpleSAMLphp refuses to set a Secure cookie; see router.php.
    'session.cookie.secure' => false,
    'session.cookie.samesite' => null,
];
