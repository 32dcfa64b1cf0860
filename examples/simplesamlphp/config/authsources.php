<?php

$naturalPerson = 'http://eidas.europa.eu/attributes/naturalperson/';
$attributes = [
    'PersonIdentifier' => $naturalPerson . 'PersonIdentifier',
    'FamilyName' => $naturalPerson . 'CurrentFamilyName',
    'FirstName' => $naturalPerson . 'CurrentGivenName',
];

$config = [
    'service' => [
        'saml:SP',
        'entityID' => getenv('URL') . '/metadata',
        // The one whose metadata we have: without it people are asked to choose.
        'idp' => (string) simplexml_load_file(getenv('STATE') . '/idp.xml')['entityID'],
        'privatekey' => 'service.key',
        'certificate' => 'service.pem',
        'NameIDPolicy' => ['Format' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent', 'AllowCreate' => true],
        'acs.Bindings' => ['urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'],
        'SingleLogoutServiceBinding' => ['urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'],
        'sign.authnrequest' => true,
        'sign.logout' => true,
        // Unless it is told, SimpleSAMLphp lets anybody log people out.
        'validate.logout' => true,
        'WantAssertionsSigned' => true,
        'name' => ['es' => 'Prueba con SimpleSAMLphp'],
        'attributes' => $attributes,
        'attributes.required' => array_values($attributes),
        'attributes.NameFormat' => 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
    ],
];
