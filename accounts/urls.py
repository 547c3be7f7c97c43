from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.study_list, name="study_list"),
    path("password/", views.password, name="password"),
]
