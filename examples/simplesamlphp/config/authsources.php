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
        // The identity provider in the metadata file. Without it, people are asked to choose one.
        'idp' => (string) simplexml_load_file(getenv('STATE') . '/idp.xml')['entityID'],
        'privatekey' => 'service.key',
        'certificate' => 'service.pem',
        'NameIDPolicy' => ['Format' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent', 'AllowCreate' => true],
        'acs.Bindings' => ['urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'],
        'SingleLogoutServiceBinding' => ['urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'],
        'sign.authnrequest' => true,
        'sign.logout' => true,
        // Without this, SimpleSAMLphp accepts unsigned logout messages from any sender.
        'validate.logout' => true,
        'WantAssertionsSigned' => true,
        'name' => ['es' => 'Prueba con SimpleSAMLphp'],
        'attributes' => $attributes,
        'attributes.required' => array_values($attributes),
        'attributes.NameFormat' => 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
    ],
];
