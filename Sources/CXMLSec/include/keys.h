#ifndef ALDABA_KEYS_H
#define ALDABA_KEYS_H

#endif
