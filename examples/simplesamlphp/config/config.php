<?php

// The script `run` sets the environment variables.
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
    // The identity provider's metadata, without conversion.
    'metadata.sources' => [['type' => 'xml', 'file' => getenv('STATE') . '/idp.xml']],
    'authproc.sp' => [],
    'store.type' => 'phpsession',
    'session.phpsession.savepath' => getenv('STATE') . '/sessions',
    'session.cookie.name' => 'SimpleSAMLSessionID',
    // Over https, use true and 'None'. Over http, SimpleSAMLphp does not set Secure cookies; see router.php.
    'session.cookie.secure' => false,
    'session.cookie.samesite' => null,
];
