package org.doorgeven;

import android.app.Notification;
import android.app.NotificationChannel;
import android.app.NotificationManager;
import android.app.Service;
import android.content.Context;
import android.content.Intent;
import android.os.Build;
import android.os.IBinder;

/**
 * Keeps the app's own process at work after the user left it, so that what is unsent goes out. It does nothing itself:
 * the app's threads do, and end it. Android ends it after some three minutes (shortService).
 */
public class Sending extends Service {
    private static final String CHANNEL = "sending";
    private static final int NUMBER = 1;

    @Override
    public int onStartCommand(Intent intent, int flags, int startId) {
        String text = intent == null ? null : intent.getStringExtra("text");
        if (text == null) {
            stopSelf();
            return START_NOT_STICKY;
        }
        startForeground(NUMBER, notification(text));
        return START_NOT_STICKY;
    }

    private Notification notification(String text) {
        Notification.Builder builder;
        if (Build.VERSION.SDK_INT >= 26) {
            NotificationChannel channel = new NotificationChannel(CHANNEL, text, NotificationManager.IMPORTANCE_LOW);
            NotificationManager manager = (NotificationManager) getSystemService(Context.NOTIFICATION_SERVICE);
            manager.createNotificationChannel(channel);
            builder = new Notification.Builder(this, CHANNEL);
        } else {
            builder = new Notification.Builder(this);
        }
        builder.setSmallIcon(getResources().getIdentifier("notification", "drawable", getPackageName()));
        builder.setContentTitle(text);
        builder.setOngoing(true);
        return builder.build();
    }

    // Android 14 and later; without it the app is stopped as one that does not answer.
    public void onTimeout(int startId) {
        stopSelf();
    }

    @Override
    public IBinder onBind(Intent intent) {
        return null;
    }
}
