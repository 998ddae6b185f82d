/* What stands behind the screens (host.h, and the lock on the PIN). */
#include "ui/host.h"

#include "ui/screen.h"

void ui_host(struct ui *ui, const struct host *host)
{
    char text[HOST_LOCK];
    ui->host = host;
    if (host->kept_lock && host->kept_lock(host->machine, text))
        lock_read(&ui->lock, text);
}

void ui_keep_lock(struct ui *ui)
{
    char text[HOST_LOCK];
    lock_write(&ui->lock, text);
    if (ui->host->keep_lock)
        ui->host->keep_lock(ui->host->machine, text);
}
