#include "certificates_internal.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/objects.h>

typedef struct {
    int group;
    char *identifier;
    uint8_t *value;
    size_t length;
} entry;

struct aldaba_entries {
    entry *items;
    size_t count;
    size_t capacity;
};

aldaba_entries *aldaba_entries_create(void) { return OPENSSL_zalloc(sizeof(aldaba_entries)); }

size_t aldaba_entries_count(const aldaba_entries *entries) { return entries->count; }

int aldaba_entries_group(const aldaba_entries *entries, size_t index) { return entries->items[index].group; }

const char *aldaba_entries_identifier(const aldaba_entries *entries, size_t index) {
    return entries->items[index].identifier;
}

const uint8_t *aldaba_entries_value(const aldaba_entries *entries, size_t index, size_t *length) {
    *length = entries->items[index].length;
    return entries->items[index].value;
}

void aldaba_entries_free(aldaba_entries *entries) {
    for (size_t i = 0; i < entries->count; i++) {
        OPENSSL_free(entries->items[i].identifier);
        OPENSSL_free(entries->items[i].value);
    }
    OPENSSL_free(entries->items);
    OPENSSL_free(entries);
}

char *aldaba_dotted(const ASN1_OBJECT *object) {
    int length = OBJ_obj2txt(NULL, 0, object, 1);
    if (length <= 0) return NULL;
    char *text = OPENSSL_malloc((size_t)length + 1);
    if (text != NULL) OBJ_obj2txt(text, length + 1, object, 1);
    return text;
}

int aldaba_entries_append(
    aldaba_entries *entries, int group, const ASN1_OBJECT *object, uint8_t *value, size_t length) {
    char *identifier = aldaba_dotted(object);
    if (value == NULL) {
        value = OPENSSL_zalloc(1);
        length = 0;
    }
    if (entries->count == entries->capacity) {
        size_t capacity = entries->capacity == 0 ? 8 : entries->capacity * 2;
        entry *items = OPENSSL_realloc(entries->items, capacity * sizeof *items);
        if (items != NULL) {
            entries->items = items;
            entries->capacity = capacity;
        }
    }
    if (identifier == NULL || value == NULL || entries->count == entries->capacity) {
        OPENSSL_free(identifier);
        OPENSSL_free(value);
        return 0;
    }
    entries->items[entries->count++] = (entry){group, identifier, value, length};
    return 1;
}

int aldaba_entries_append_name(aldaba_entries *entries, int group, const X509_NAME *name) {
    for (int i = 0; i < X509_NAME_entry_count(name); i++) {
        const X509_NAME_ENTRY *field = X509_NAME_get_entry(name, i);
        unsigned char *text = NULL;
        int length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(field));
        if (length < 0) return 0;
        if (!aldaba_entries_append(entries, group, X509_NAME_ENTRY_get_object(field), text, (size_t)length)) return 0;
    }
    return 1;
}

aldaba_entries *aldaba_entries_finished(aldaba_entries *entries, int complete) {
    if (complete) return entries;
    if (entries != NULL) aldaba_entries_free(entries);
    ERR_clear_error();
    return NULL;
}

aldaba_entries *aldaba_entries_of_name(const X509_NAME *name) {
    aldaba_entries *entries = aldaba_entries_create();
    return aldaba_entries_finished(entries, entries != NULL && aldaba_entries_append_name(entries, 0, name));
}
