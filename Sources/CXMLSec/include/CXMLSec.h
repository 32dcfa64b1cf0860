#ifndef ALDABA_CXMLSEC_H
#define ALDABA_CXMLSEC_H
#endif
