#include "platform/dpms.h"

#include <string.h>

#include <SDL_syswm.h>
#include <xf86drmMode.h>

static void set(int fd, const drmModeConnector *connector, bool on)
{
    for (int i = 0; i < connector->count_props; i++) {
        drmModePropertyRes *property = drmModeGetProperty(fd, connector->props[i]);
        if (property && !strcmp(property->name, "DPMS"))
            drmModeConnectorSetProperty(fd, connector->connector_id, property->prop_id,
                                        on ? DRM_MODE_DPMS_ON : DRM_MODE_DPMS_OFF);
        drmModeFreeProperty(property);
    }
}

/* SDL is the master of the card: its descriptor may do this, one of our own might not. */
static int card_of(SDL_Window *window)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    bool known = SDL_GetWindowWMInfo(window, &info) && info.subsystem == SDL_SYSWM_KMSDRM;
    return known ? info.info.kmsdrm.drm_fd : -1;
}

void dpms_set(SDL_Window *window, bool on)
{
    int fd = card_of(window);
    drmModeRes *resources = fd < 0 ? NULL : drmModeGetResources(fd);
    for (int i = 0; resources && i < resources->count_connectors; i++) {
        drmModeConnector *connector = drmModeGetConnectorCurrent(fd, resources->connectors[i]);
        if (connector && connector->connection == DRM_MODE_CONNECTED)
            set(fd, connector, on);
        drmModeFreeConnector(connector);
    }
    drmModeFreeResources(resources);
}
